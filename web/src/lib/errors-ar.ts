// What went wrong, in Arabic, by the id of the error; loaded when an Arabic reader meets one.  The English detail stands below, isolated.
// tests/web/test_assets.py finds an id of src/base/error_codes.cc that has no text here.
// It imports nothing: the first screen would carry the list of what comes with it.

export const ERRORS: Record<string, string> = {
  E001: 'تعذر فتح ملف',
  E002: 'توقفت قراءة ملف في منتصفها',
  E003: 'تعذرت كتابة ملف',
  E004: 'مجلد حيث يلزم ملف',
  E005: 'نفدت الذاكرة',
  E020: 'المدخل فارغ',
  E021: 'المدخل ليس نصا',
  E022: 'لا عربية في النص',
  E023: 'سطر ليس كائن JSON صحيحا',
  E024: 'سطر أطول من الحد',
  E025: 'ملف مضغوط تالف أو ناقص الآخر',
  E026: 'تاريخ غير مفهوم؛ التواريخ بصيغة YYYY-MM-DD',
  E027: 'السجل بلا نص',
  E028: 'المقال أطول من الحد',
  E029: 'تعذر معرفة ترميز الحروف',
  E030: 'معرف يتكرر في المدخل؛ بقي السجل الأول',
  E031: 'هذا النوع من الملفات لا يُقرأ',
  E032: 'سطر CoNLL-U غير سليم',
  E033: 'سجل تالف في ملف زحف الويب',
  E034: 'سطر في الجدول لا يُقرأ',
  E035: 'أرشيف zip أو ملف فيه تالف',
  E036: 'صفحة بلا مقال عربي',
  E050: 'سطر في القاموس غير سليم',
  E051: 'سطر في القاموس أعمدته خاطئة',
  E052: 'قيمة غير مسموح بها في القاموس',
  E053: 'سطر في القاموس يتكرر',
  E054: 'ملف قاموس بلا مصدر أو رخصة',
  E055: 'سطر في القاموس يسمي ما لا وجود له',
  E056: 'إطار بلا مثال',
  E057: 'مثال الإطار لا يُرمَّز كما يقول',
  E058: 'إطار لا يفوز أبدا',
  E059: 'إطار لم يعمل قط',
  E100: 'لم توجد حزمة القاموس',
  E101: 'حزمة القاموس تالفة',
  E102: 'حزمة القاموس من إصدار آخر',
  E103: 'جزء ناقص من حزمة القاموس',
  E110: 'لا أرشيف هنا',
  E111: 'الأرشيف تالف',
  E112: 'الأرشيف من صنع إصدار آخر',
  E113: 'عملية أخرى تستعمل الأرشيف',
  E114: 'رفض الأرشيف السؤال',
  E115: 'تعذرت الكتابة في الأرشيف',
  E116: 'فهرس البحث تالف',
  E117: 'فهرس البحث من صنع إصدار آخر',
  E118: 'ما سُئل عنه ما زال يُعد؛ أعد المحاولة بعد ثوان',
  E140: 'لا أمر بهذا الاسم',
  E141: 'لا خيار بهذا الاسم',
  E142: 'خيار تنقصه قيمته',
  E143: 'قيمة غير مسموح بها هنا',
  E144: 'لا شيء في الأرشيف بهذا المعرف',
  E145: 'إعداد خاطئ',
  E160: 'جملة أطول من أن تُحلل كاملة',
};
// Refusals of the server that are no errors of the program.
const ANSWERS: Record<number, string> = {400: 'طلب غير مفهوم', 403: 'غير مسموح به', 404: 'غير موجود', 409: 'لا يمكن الآن', 413: 'أكبر من الحد', 415: 'نوع غير مقبول', 421: 'هذا الخادم لا يجيب إلا من هذا الجهاز', 503: 'الخادم مشغول؛ أعد المحاولة'};

// Made from numbers, in a way that no mark stands in the built file.
const [ISOLATE, POP] = [0x2066, 0x2069].map((code) => String.fromCharCode(code));

export function titleOf(id: string | null | undefined, status = 0): string {
  return ERRORS[id ?? ''] ?? ANSWERS[status] ?? 'حدث خطأ';
}
// The Arabic title, and below it what the program says.
export function told(id: string | null | undefined, status: number, message: string): string {
  return titleOf(id, status) + '\n' + ISOLATE + message + POP;
}

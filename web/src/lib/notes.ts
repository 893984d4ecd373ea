// What the engine notes about its decisions is English; the fixed phrases in Arabic, for the reader of the Arabic interface.  Words of the text and
// names stay as they are; a phrase that is not here is shown as it is.
import {label} from './codes';
import {settings} from './settings.svelte';

const ARABIC: Record<string, string> = {
  'the learned filter agrees': 'يوافق المرشح المتعلَّم',
  'the learned filter vouches for what the rules doubt': 'يشهد المرشح المتعلَّم لما تشك فيه القواعد',
  'the learned filter: rather a passing mention': 'المرشح المتعلَّم: أقرب إلى ذكر عابر',
  'the learned second look: named beside the act': 'النظرة الثانية المتعلَّمة: مذكور إلى جانب الفعل',
  'a clause said by the subject of the verb': 'جملة قالها فاعل الفعل',
  'a source phrase covers the whole sentence': 'عبارة الإسناد تشمل الجملة كلها',
  'said of a noun phrase by the subject of the verb': 'قاله فاعل الفعل عن مركب اسمي',
  'none: the speaker is the actor of the speech act': 'لا مصدر: القائل هو فاعل فعل القول',
  'quoted from the subject of the verb': 'منقول عن فاعل الفعل',
  'a speaker before a colon': 'متحدث قبل نقطتين',
  'passed on from the one who is quoted': 'منقول عمن يُقتبس عنه',
  'the quotation goes on': 'الاقتباس مستمر',
  'the one who is quoted speaks': 'يتكلم من يُقتبس عنه',
  "the article's own hedge": 'تحفظ الخبر نفسه',
  "doubted in the article's own voice": 'شكك فيه الخبر بصوته',
  'dated more than three months before publication': 'تاريخه قبل النشر بأكثر من ثلاثة أشهر',
  'no pledge: the speaker does not bind the actor': 'لا تعهد: القائل لا يُلزم الفاعل',
  'the actor binds himself': 'الفاعل يُلزم نفسه',
  'the actor is ready or plans to': 'الفاعل مستعد أو ينوي',
  'no pledge: nobody who is bound says so': 'لا تعهد: لا يقوله أحد ممن يلزمهم',
  'no pledge: not said for sure': 'لا تعهد: لم يُقل على وجه اليقين',
  'no pledge: told by others to come': 'لا تعهد: يرويه غيره عن المستقبل',
  'no pledge: nobody is bound': 'لا تعهد: لا أحد ملزم',
  'no pledge: no definite act is threatened': 'لا تعهد: لا فعل محددا في التهديد',
  'the parties of the talks told before': 'أطراف المحادثات المذكورة قبل',
  'a condition of the frame does not hold': 'شرط من شروط الإطار غير متحقق',
  'a more specific frame reads the same words': 'إطار أخص يقرأ الكلمات نفسها',
  'a noun without a verb that says it took place': 'اسم بلا فعل يقول إنه وقع',
  'a noun that names an act without telling it': 'اسم يسمي فعلا ولا يرويه',
  'a noun that only names the act': 'اسم لا يفعل إلا أن يسمي الفعل',
  'part of what another noun names': 'جزء مما يسميه اسم آخر',
  'a participle that names people': 'صفة تسمي أناسا',
  'a noun as topic or purpose': 'اسم هو موضوع أو غرض',
  'one act told in several words': 'فعل واحد روي بعدة كلمات',
  'private dealings: nobody public takes part': 'شأن خاص: لا طرف عاما فيه',
  'content of a speech act, told by it': 'مضمون فعل قول، يرويه ذلك الفعل',
  'refers back to an act': 'يعود إلى فعل سبق',
  'a participle that describes': 'صفة تصف',
  'aim, effort or plan, no act': 'هدف أو جهد أو خطة، لا فعل',
  'sport': 'رياضة',
  'a judgement that nobody is named for': 'حكم لم يُسمَّ صاحبه',
  'topic, no act': 'موضوع، لا فعل',
  'a question': 'سؤال',
  'aim and effort are no acts': 'الهدف والجهد ليسا فعلا',
  'an act without doer or victim': 'فعل بلا فاعل ولا ضحية',
  'nobody known takes part': 'لا طرف معروفا فيه',
  'appointments as such are no events': 'التعيينات بذاتها ليست وقائع',
  'worry and fear are no acts': 'القلق والخوف ليسا فعلا',
  'festivities': 'احتفالات',
  'states of those affected': 'أحوال المتضررين',
  'hope and wish are no acts': 'الأمل والتمني ليسا فعلا',
  'presence at an event is none': 'حضور مناسبة ليس واقعة',
  'publication is saying': 'النشر قول',
  'deaths and accidents without a deliberate attacker': 'وفيات وحوادث بلا مهاجم متعمد',
  'travel without a host or talks': 'سفر بلا مضيف ولا محادثات',
  'an intention takes its type from the act intended': 'النية تأخذ نوعها من الفعل المنوي',
  'backing that describes somebody': 'تأييد يصف أحدا',
  'condolences and funerals are no events': 'التعازي والجنازات ليست وقائع',
  'breach told only as the content of a charge': 'خرق لم يُرو إلا مضمونا لاتهام',
  'business and prices': 'أعمال وأسعار',
  'an agent without a name: its word gives the sector': 'فاعل بلا اسم: كلمته تعطي القطاع',
  "by name; office at the article's date": 'بالاسم؛ والمنصب بتاريخ المقال',
  'a state is its government': 'الدولة هي حكومتها',
  "by name; code at the article's date": 'بالاسم؛ والرمز بتاريخ المقال',
  'by name, with the title in the text': 'بالاسم مع اللقب في النص',
  'by name; of several, the one that fits country and size': 'بالاسم؛ من بين عدة، ما يوافق البلد والحجم',
  'a nationality adjective stands for its state': 'النسبة تقوم مقام دولتها',
  'a name outside the actor base: the words beside it give the sector': 'اسم خارج قاعدة الأطراف: ما بجانبه يعطي القطاع',
  'a capital or palace stands for its government': 'العاصمة أو القصر يقوم مقام الحكومة',
  'by the short name of somebody named in full': 'بالاسم القصير لمن ذُكر كاملا',
  'by name; the office in the text wins over memory': 'بالاسم؛ ومنصب النص يغلب المحفوظ',
  'an adjective stands for its organisation': 'النسبة تقوم مقام منظمتها',
  'by the short name; first in rank of those in office at the date': 'بالاسم القصير؛ أعلاهم رتبة في ذلك التاريخ',
  'name outside the actor base': 'اسم خارج قاعدة الأطراف',
  'by title, country and date': 'باللقب والبلد والتاريخ',
  'the country in the genitive': 'البلد مضاف إليه',
  'place by its word; not in the gazetteer': 'مكان بكلمته؛ ليس في معجم الأماكن',
  'by office, country and date': 'بالمنصب والبلد والتاريخ',
  'name outside the actor base: the office behind it gives the codes': 'اسم خارج قاعدة الأطراف: المنصب بعده يعطي الرموز',
  'one of the two countries': 'أحد البلدين',
};
// Whom the learned choice takes, behind the number of those it has.
const CHOICE = /^the learned choice among (\d+): (.*)$/;
const CHOSEN: Record<string, string> = {
  nobody: 'لا أحد',
  'whom the rules chose': 'من اختارته القواعد',
  'who is named in the sentence': 'من ذُكر في الجملة',
  'a party of an event before': 'طرف في واقعة سابقة',
  'who is named before': 'من ذُكر قبل',
  'who is named beside whom the rules chose': 'من ذُكر إلى جانب من اختارته القواعد',
  'one side fewer than the rules chose': 'طرف أقل مما اختارته القواعد',
  'somebody unknown': 'مجهول',
};
const FIELDS: Record<string, string> = {filter: 'المرشح', source: 'المصدر', pledge: 'التعهد', status: 'الحال', date: 'التاريخ', actor: 'الفاعل', recipient: 'المتلقي', magnitude: 'الأعداد'};

export function note(text: string, field = ''): string {
  if (field === 'mode' || field === 'context') return label(field, text);
  if (settings.lang !== 'ar') return text;
  const [, among, whom] = CHOICE.exec(text.trim()) ?? [];
  return among ? `الاختيار المتعلَّم من بين ${among}: ${CHOSEN[whom] ?? whom}` : (ARABIC[text.trim()] ?? text);
}

export function noteField(field: string, named: string): string {
  return settings.lang === 'ar' ? (FIELDS[field] ?? named) : named;
}

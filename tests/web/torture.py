"""Articles that try the direction of text: mixed scripts, brackets, digits, marks, long words.  Our own writing."""
import json

LINES = [
    "المتحدث باسم الجيش (SAF): 3–5 آلاف",
    "قال: «لن نوقّع» — بنسبة 12%",
    "اتفاق PLOVER:AGREE",
    "من 2024/03/11 إلى ٢٠٢٤/٠٣/١٥",
    "UN-OCHA تقول إن 1,200 نازح وصلوا",
    "#غزة @user https://a.b/ج?x=1",
    "مُحَمَّد / محمد / محـــمد",
    "(أنصار الله)",
    "انتهت المباراة 2-1 في القاهرة",
    "می‌خواهد",
    "قال «إنه سمع \"كلمة 'سر'\" أمس»",
    "من قال ذلك؟ لا أحد!",
    "وزير الخارجية المصري سامح شكري Sameh Shoukry التقى نظيره السوداني في Khartoum الخرطوم.",
    "\u202eمقلوب\u202c ثم عادي",
    "https://example.org/" + "a" * 40 + "/" + "ب" * 20,
    "استقال وزير المالية اللبناني.",
]


def articles():
    yield {"id": "torture", "title": LINES[0], "source": "(SAF) أنصار", "published": "2024-03-11", "text": "\n".join(LINES)}
    for number, line in enumerate(LINES):
        yield {"id": f"t{number}", "title": line + "…", "source": line[:20], "published": f"2024-03-{number + 1:02}", "text": "التقى وزير الخارجية المصري نظيره السوداني في الخرطوم.\n" + line}
    yield {"id": "markup", "title": "<img src=x onerror=alert(1)>", "source": "<b>x</b>", "url": "javascript:alert(1)", "published": "2024-04-01",
           "text": "قال <script>window.hacked = 1</script> وزير المالية اللبناني إنه استقال."}
    # Names without an English one, a doer whom nobody names, a headline as a page writes it.
    yield {"id": "unnamed", "title": "مقتل مدنيين بتفجير &quot;سوق&quot; في دمشق", "source": "x", "published": "2024-04-03",
           "text": "قالت مصادر ميدانية إن ثلاثة مدنيين قتلوا الأحد في تفجير وسط العاصمة السورية دمشق. وأضافت المصادر أن الجيش السوري قصف بلدة زبطرونة في ريف دمشق."}
    # One matter, told by three outlets with other numbers, and reprinted by a fourth.
    told = "استهدف انتحاري من تنظيم داعش حاجزا للجيش العراقي في مدينة الموصل صباح الأربعاء. وقتل {} جنود في الهجوم وأصيب آخرون بجروح، بحسب مصدر أمني. وأدان رئيس الوزراء العراقي الهجوم على الحاجز."
    for name, title, number in (("alif", "انتحاري يستهدف حاجزا للجيش في الموصل", "خمسة"), ("baa", "هجوم انتحاري على حاجز للجيش العراقي في الموصل", "سبعة"), ("taa", "قتلى في هجوم على حاجز في مدينة الموصل", "تسعة")):
        yield {"id": f"mosul-{name}", "title": title, "source": name, "published": "2024-03-20", "text": told.format(number) + f"\nوقالت وكالة {title} إن الطريق إلى الحاجز أغلق بعد الهجوم الانتحاري في الموصل."}
    yield {"id": "mosul-copy", "title": "انتحاري يستهدف حاجزا للجيش في الموصل", "source": "thaa", "published": "2024-03-21", "text": told.format("خمسة") + "\nوقالت وكالة انتحاري يستهدف حاجزا للجيش في الموصل إن الطريق إلى الحاجز أغلق بعد الهجوم الانتحاري في الموصل."}
    yield {"id": "long", "title": "نص طويل", "source": "x", "published": "2024-04-02", "text": "\n".join(f"التقى الرئيس المصري نظيره السوداني في الخرطوم للمرة {i}. وأكد الجانبان دعم الحوار." for i in range(190))}


def jsonl():
    return "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles())

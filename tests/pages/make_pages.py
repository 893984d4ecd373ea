#!/usr/bin/env python3
"""Makes Arabic news pages whose article is known: structures of the page kinds that Arabic sites use, text of our own (arabic_text.py).

    make_pages.py FOLDER [--count 200] [--seed 1]

FOLDER gets html/ID.html and pages.jsonl: id, title, date, text, and `foreign`: the comments, pointers and captions that must not be in the text.
"""
import argparse
import datetime
import html
import json
import pathlib
import random

import arabic_text as words

E = html.escape


class Maker:
    """One page: its facts, and parts that templates put together."""

    def __init__(self, dice):
        self.dice = dice
        self.title = words.headline(dice)
        self.body = words.article(dice)
        self.day = datetime.date(2009, 1, 1) + datetime.timedelta(days=dice.randrange(6000))
        self.outlet = dice.choice(words.OUTLETS)
        self.section = dice.choice(words.SECTIONS)
        self.author = dice.choice(words.NAMES)
        self.foreign = []
        self.days_told = 0

    def pointer(self):
        text = self.dice.choice(words.POINTERS)
        self.foreign.append(text)
        return text

    def comment(self):
        text = self.dice.choice(words.COMMENTS)
        self.foreign.append(text)
        return text

    def caption(self):
        text = f"{self.dice.choice(words.OFFICIALS)} في صورة من الأرشيف خلال زيارة سابقة إلى {self.dice.choice(words.PLACES)}"
        self.foreign.append(text)
        return text

    # Metadata

    def head(self, linked=None, shared=None, meta=None):
        dice = self.dice
        linked = dice.random() < 0.35 if linked is None else linked
        shared = dice.random() < 0.75 if shared is None else shared
        stamp = f"{self.day}T{dice.randrange(24):02}:{dice.randrange(60):02}:00{dice.choice(['+03:00', 'Z', '+00:00', '+02:00'])}"
        out = f"<title>{E(self.title)}{dice.choice([' | ', ' - ', ' – '])}{self.outlet}</title>"
        if shared:
            out += f'<meta property="og:title" content="{E(self.title)}"><meta property="og:site_name" content="{self.outlet}"><meta property="og:locale" content="ar_AR">'
        if meta or (meta is None and shared and dice.random() < 0.75):
            out += f'<meta property="article:published_time" content="{stamp}">'
            self.days_told += 1
        if linked:
            record = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": self.title, "datePublished": stamp, "author": {"@type": "Person", "name": self.author}, "publisher": {"@type": "Organization", "name": self.outlet}}
            graph = dice.random() < 0.4
            text = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": self.outlet}, record]} if graph else record, ensure_ascii=dice.random() < 0.5)
            if dice.random() < 0.15:
                text = text[:-1] + ",}"
            out += f'<script type="application/ld+json">{text}</script>'
            self.days_told += 1
        return out

    def when(self, name="date"):
        """The day for people, in an element whose name may say so."""
        self.days_told += 1
        text = words.day_in_words(self.dice, self.day)
        if self.dice.random() < 0.3:
            return f'<time datetime="{self.day}T10:00:00" class="{name}">{text}</time>'
        return f'<span class="{name}">{text}</span>'

    # Parts around the article

    def menu(self):
        items = self.dice.sample(["الرئيسية", "سياسة", "اقتصاد", "رياضة", "فن ومشاهير", "منوعات", "صحة", "تكنولوجيا", "آراء", "فيديو", "من نحن", "اتصل بنا"], 7)
        return "<ul class=\"main-menu\">" + "".join(f'<li><a href="/{i}">{item}</a></li>' for i, item in enumerate(items)) + "</ul>"

    def share(self):
        if self.dice.random() < 0.5:
            return '<div class="share-buttons"><a href="#">فيسبوك</a> <a href="#">تويتر</a> <a href="#">واتساب</a> <span>شارك هذا الخبر مع أصدقائك</span></div>'
        return '<div class="social-bar"><a href="#">شارك</a><a href="#">غرد</a><a href="#">طباعة</a></div>'

    def pointers(self, size=4):
        style = self.dice.randrange(4)
        if style == 0:
            return '<div class="related-posts"><h3>مقالات ذات صلة</h3>' + "".join(f'<div class="item"><a href="/r{i}"><h4>{self.pointer()}</h4></a><span>منذ {i + 2} ساعات</span></div>' for i in range(size)) + "</div>"
        if style == 1:
            return "<h3>اقرأ أيضا</h3><ul>" + "".join(f'<li><a href="/r{i}">{self.pointer()}</a></li>' for i in range(size)) + "</ul>"
        if style == 2:
            return '<section class="more-news"><h2>المزيد من الأخبار</h2>' + "".join(f'<article class="card"><h3><a href="/r{i}">{self.pointer()}</a></h3><p>{self.excerpt()}</p></article>' for i in range(size)) + "</section>"
        return '<table width="100%"><tr><td colspan="2"><b>مواضيع ذات صلة</b></td></tr>' + "".join(f'<tr><td>&#9679;</td><td><a href="/r{i}">{self.pointer()}</a></td></tr>' for i in range(size)) + "</table>"

    def excerpt(self):
        text = f"{self.dice.choice(words.POINTERS)} وتفاصيل أخرى في سياق هذا التقرير الذي أعده مراسلنا"
        self.foreign.append(text)
        return text

    def inline_pointer(self):
        text = self.pointer()
        return self.dice.choice([f'<p><strong>اقرأ أيضا:</strong> <a href="/x">{text}</a></p>', f'<div class="read-also"><span>إقرأ المزيد</span><a href="/x">{text}</a></div>', f'<p><a href="/x">شاهد أيضا: {text}</a></p>',
                                 f'<blockquote class="related"><a href="/x">{text}</a></blockquote>'])

    def comments(self, count=None):
        style = self.dice.randrange(5)
        count = self.dice.randint(1, 5) if count is None else count
        entries = [(self.dice.choice(words.NAMES), self.comment()) for _ in range(count)]
        if style == 0:
            return '<div id="comments" class="comments-area"><h2>' + ("تعليق واحد" if count == 1 else f"{count} تعليقات") + "</h2><ol class=\"comment-list\">" + "".join(
                f'<li class="comment"><b>{n}</b> يقول: <div class="comment-content"><p>{c}</p></div><a href="#">رد</a></li>' for n, c in entries) + '</ol><div id="respond"><h3>اترك تعليقا</h3><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p></div></div>'
        if style == 1:
            return '<div class="fb-comments" data-href="x"></div><div class="ReaderComments">' + "".join(f"<div><span>{n}</span><p>{c}</p></div>" for n, c in entries) + "</div>"
        if style == 2:
            return "<details class=\"CommentBox\"><summary>التعليقات</summary>" + "".join(f"<p>{n}: {c}</p>" for n, c in entries) + "</details>"
        if style == 3:
            return '<section id="disqus_thread">' + "".join(f"<div class=\"post-message\"><p>{c}</p></div>" for _, c in entries) + "</section>"
        return "<h3>تعليقات القراء</h3>" + "".join(f'<div class="comment-row"><div class="comment-author">{n}</div><div class="comment-text">{c}</div></div>' for n, c in entries)

    def tags(self):
        return '<div class="tags"><span>الوسوم</span> ' + " ".join(f'<a href="/t{i}">{t}</a>' for i, t in enumerate(self.dice.sample(words.PLACES, 4))) + "</div>"

    def footer(self):
        return f'<div class="footer"><p>جميع الحقوق محفوظة {self.outlet} © {self.day.year}. لا يجوز نقل المواد المنشورة أو إعادة نشرها من دون إذن خطي مسبق من إدارة الموقع.</p></div>'

    def newsletter(self):
        return '<div class="newsletter-box"><h4>النشرة البريدية</h4><p>اشترك الآن لتصلك أهم الأخبار صباح كل يوم إلى بريدك الإلكتروني مباشرة.</p><form><input name="e"></form></div>'

    def cookies(self):
        return '<div id="cookie-consent" class="modal"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك في الموقع وقياس عدد الزوار. باستمرارك في التصفح فإنك توافق على سياسة الخصوصية.</p></div>'

    def picture(self):
        return self.dice.choice([f'<figure class="wp-caption"><img src="a.jpg" alt="x"><figcaption>{self.caption()}</figcaption></figure>', f'<div class="image"><img src="a.jpg"><div class="caption">{self.caption()}</div></div>', '<img src="a.jpg">'])

    def paragraphs(self, tag="p", pointers=True):
        parts = [f"<{tag}>{self.marked(text)}</{tag}>" for text in self.body]
        if pointers and len(parts) > 3 and self.dice.random() < 0.6:
            parts.insert(self.dice.randint(1, len(parts) - 1), self.inline_pointer())
        if len(parts) > 2 and self.dice.random() < 0.3:
            parts.insert(1, '<div class="ad-slot"><script>window.ads=[]</script><span>إعلان</span></div>')
        return "\n".join(parts)

    def marked(self, text):
        """Some words bold or in a link."""
        if self.dice.random() < 0.25:
            first, _, rest = text.partition(" ")
            return f'<strong>{E(first, quote=False)}</strong> {E(rest, quote=False)}'
        if self.dice.random() < 0.15:
            pieces = text.split(" ")
            if len(pieces) > 12:
                pieces[3] = f'<a href="/topic">{pieces[3]}'
                pieces[4] += "</a>"
            return " ".join(pieces)
        return E(text, quote=self.dice.random() < 0.3)


def page(head, body, lang="ar", extra=""):
    return f'<!DOCTYPE html>\n<html lang="{lang}" dir="rtl"{extra}><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>'


# Templates: each a kind of page of Arabic news sites, in structure.

def wordpress(m):
    return page(m.head(), f"""<div id="page" class="site"><header class="site-header"><a href="/">{m.outlet}</a><nav class="main-nav">{m.menu()}</nav></header>
<div class="site-content"><main class="main-content"><article id="post-1" class="post-1 post type-post hentry"><header class="entry-header"><h1 class="post-title entry-title">{E(m.title)}</h1>
<div class="post-meta"><span class="meta-author">{m.author}</span> {m.when()} <span class="meta-views">{m.dice.randint(20, 9000)} مشاهدة</span></div></header>
<div class="entry-content entry clearfix">{m.picture()}{m.paragraphs()}{m.share()}</div>{m.tags()}</article>
<div class="author-box"><h4>{m.author}</h4><p>صحفي وكاتب مهتم بالشأن العام، عمل في عدد من الصحف العربية منذ عام 2005 وحتى اليوم.</p></div>{m.pointers()}{m.comments()}</main>
<aside class="sidebar"><h3>الأكثر قراءة</h3><ul>{"".join(f'<li><a href="/p{i}">{m.pointer()}</a></li>' for i in range(5))}</ul></aside></div>{m.footer()}</div>{m.cookies()}""", lang="ar")


def newspaper_theme(m):
    return page(m.head(), f"""<div class="td-header">{m.menu()}</div><div class="td-main-content-wrap"><div class="td-container"><div class="td-pb-span8 td-main-content">
<article class="post"><div class="td-post-header"><h1 class="entry-title">{E(m.title)}</h1><div class="td-module-meta-info"><div class="td-post-author-name">بواسطة {m.author}</div>{m.when('td-post-date')}</div></div>
<div class="td-post-sharing">{m.share()}</div><div class="td-post-content">{m.picture()}{m.paragraphs()}</div><footer>{m.tags()}<div class="td-post-next-prev"><a href="/a">{m.pointer()}</a><a href="/b">{m.pointer()}</a></div></footer></article>
<div class="td_block_related_posts">{m.pointers()}</div>{m.comments()}</div><div class="td-pb-span4 td-main-sidebar">{m.newsletter()}{m.pointers(3)}</div></div></div><div class="td-footer-wrapper">{m.footer()}</div>""", lang="en-US")


def drupal(m):
    return page(m.head(linked=False), f"""<div class="dialog-off-canvas-main-canvas"><header role="banner">{m.menu()}</header><main role="main"><div class="region region-content"><article class="node node--type-article node--view-mode-full">
<h1 class="page-title"><span class="field field--name-title">{E(m.title)}</span></h1><div class="node__meta">{m.when('field--name-created')}</div><div class="node__content">
<div class="field field--name-field-image">{m.picture()}</div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">{m.paragraphs()}</div>{m.tags()}</div></article>
<div class="views-element-container">{m.pointers()}</div>{m.comments()}</div></main><footer role="contentinfo">{m.footer()}</footer></div>""")


def arc(m):
    parts = m.paragraphs().split("\n")
    return page(m.head(linked=True), f"""<div id="fusion-app"><nav class="masthead">{m.menu()}</nav><section class="grid"><h1 class="headline">{E(m.title)}</h1><p class="byline">{m.author} {m.when('article-date')}</p>
<article class="article-body-wrapper b-article-body">{"".join(f'<div class="chunk">{p}</div>' for p in parts)}</article><div class="promo-feed">{m.pointers(6)}</div></section>{m.comments(2)}{m.footer()}</div>""")


def brightspot(m):
    return page(m.head(), f"""<body class="ArticlePage-body"><ps-header>{m.menu()}</ps-header><main class="ArticlePage-main"><article class="ArticlePage-mainContent"><h1 class="ArticlePage-headline">{E(m.title)}</h1><div class="ArticlePage-datePublished">{m.when('Page-datePublished')}</div>
<div class="ArticlePage-lead">{m.picture()}</div><div class="ArticlePage-articleBody"><div class="RichTextArticleBody-body">{m.paragraphs()}</div></div><div class="ArticlePage-actions">{m.share()}</div>{m.tags()}</article>
<aside class="Page-aside">{m.pointers()}</aside></main>{m.footer()}</body>""", lang="en")


def aspnet(m):
    """Tables, font tags, line breaks; the encoding is windows-1256."""
    text = "<br><br>\n".join(E(p) for p in m.body)
    m.charset = "windows-1256"
    return f"""<html dir=rtl><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>{E(m.title)}</title></head><body bgcolor=white><form id="aspnetForm" method="post" action="/news.aspx?id=5"><input type=hidden name=__VIEWSTATE value="{'dDwx' * 300}">
<table width=100% border=0><tr><td colspan=3>{m.menu()}</td></tr><tr><td width=20% valign=top><table>{"".join(f'<tr><td><a href="/n{i}">{m.pointer()}</a></td></tr>' for i in range(8))}</table></td>
<td valign=top><font size=5 color=navy><b><span id="lblTitle">{E(m.title)}</span></b></font><br><font size=2>{m.when('lblDate')}</font><br><br><div id="divText"><font size=4>{text}</font></div><br>{m.comments()}</td>
<td width=20% valign=top>{m.pointers(3)}</td></tr></table>{m.footer()}</form></body></html>"""


def breaks(m):
    """One container, paragraphs by line breaks."""
    text = "<br /><br />".join(m.marked(p) for p in m.body)
    return page(m.head(), f"""<div class="header">{m.menu()}</div><div class="container"><div class="col-md-8"><h1>{E(m.title)}</h1><div class="info">{m.when()}</div>{m.picture()}<div class="story">{text}</div>{m.share()}{m.pointers()}{m.comments()}</div><div class="col-md-4">{m.pointers(5)}</div></div>{m.footer()}""", lang="r")


def div_soup(m):
    """No paragraph elements, names that say nothing."""
    return page(m.head(linked=False), f"""<div class="x1">{m.menu()}</div><div class="x2"><div class="x3"><div class="x4">{E(m.title)}</div><div class="x5">{m.when('x6')}</div><div class="x7">{"".join(f"<div>{m.marked(p)}</div>" for p in m.body)}</div>{m.share()}</div>
<div class="x8">{"".join(f'<div class="x9"><a href="/{i}">{m.pointer()}</a></div>' for i in range(6))}</div></div>{m.comments()}{m.footer()}""", lang="")


def blogger(m):
    return page(m.head(shared=True), f"""<div class="navbar">{m.menu()}</div><div class="main section" id="main"><div class="blog-posts hfeed"><h2 class="date-header">{m.when('published')}</h2><div class="post hentry"><h3 class="post-title entry-title">{E(m.title)}</h3>
<div class="post-body entry-content">{m.paragraphs('div')}</div><div class="post-footer">{m.share()}{m.tags()}</div></div></div><div class="comments" id="comments"><h4>{m.dice.randint(2, 9)} تعليقات</h4>{"".join(f'<p class="comment-body">{m.comment()}</p>' for _ in range(4))}</div></div><div class="sidebar">{m.pointers()}</div>{m.footer()}""")


def microdata(m):
    return page(m.head(linked=False, shared=False), f"""{m.menu()}<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{E(m.title)}</h1><meta itemprop="datePublished" content="{m.day}T09:00:00Z"><div itemprop="author">{m.author}</div>
<div itemprop="articleBody">{m.picture()}{m.paragraphs()}</div></div>{m.pointers()}{m.comments()}{m.footer()}""")


def agency(m):
    """A wire page: few elements, pre-formatted lines."""
    return page(m.head(linked=False), f"""<div id="top">{m.menu()}</div><div id="newsbody"><h2>{E(m.title)}</h2><div>{m.when()}</div><hr>{m.paragraphs(pointers=False)}<p>(انتهى) {m.author}</p></div><div id="left"><h3>أحدث الأخبار</h3>{"".join(f'<p><a href="/{i}">{m.pointer()}</a></p>' for i in range(10))}</div>{m.footer()}""")


def lead_apart(m):
    """The first paragraph stands in an element of its own."""
    first, *rest = m.body
    m.body = rest or [words.paragraph(m.dice)]
    text = m.paragraphs()
    m.body = [first, *m.body]
    return page(m.head(), f"""<header>{m.menu()}</header><main><article><h1>{E(m.title)}</h1><div class="meta">{m.author} | {m.when()}</div><div class="article-content"><p class="article-lead">{E(first)}</p>{m.picture()}<div class="text">{text}</div></div>{m.newsletter()}{m.pointers()}</article></main>{m.comments()}<footer>{m.footer()}</footer>""")


def opinion(m):
    """Long article, a comment section that is longer still."""
    m.body += words.article(m.dice)
    m.body = list(dict.fromkeys(m.body))
    return page(m.head(), f"""<nav>{m.menu()}</nav><div class="wrapper"><div class="article-details"><h1>{E(m.title)}</h1><div class="writer">{m.author}</div>{m.when('article-date')}<div class="article-text">{m.paragraphs()}</div></div><div class="comments-wrapper"><h3>التعليقات</h3>
{"".join(f'<div class="single-comment"><h5>{m.dice.choice(words.NAMES)}</h5><p>{m.comment()}. {m.comment()}. {m.comment()}.</p></div>' for _ in range(12))}</div></div>{m.footer()}""")


TEMPLATES = [wordpress, newspaper_theme, drupal, arc, brightspot, aspnet, breaks, div_soup, blogger, microdata, agency, lead_apart, opinion]


def encoded(dice, maker, text):
    charset = getattr(maker, "charset", "utf-8")
    if charset == "utf-8" and dice.random() < 0.04:
        return text.replace('charset="utf-8"', "", 1).encode("utf-16")
    if charset == "windows-1256" and dice.random() < 0.3:
        try:
            return text.replace("windows-1256", "iso-8859-6", 1).replace("©", "&copy;").replace("–", "-").replace("●", "*").encode("iso-8859-6")
        except UnicodeEncodeError:
            pass
    return text.encode(charset, errors="xmlcharrefreplace")


def make(count, seed):
    """(id, bytes, gold) of each page."""
    dice = random.Random(seed)
    for number in range(count):
        template = TEMPLATES[number % len(TEMPLATES)]
        maker = Maker(dice)
        text = template(maker)
        key = f"{template.__name__}-{number:03}"
        gold = {"id": key, "title": maker.title, "date": str(maker.day), "text": "\n".join(maker.body), "foreign": maker.foreign}
        yield key, encoded(dice, maker, text), gold


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    (wanted.folder / "html").mkdir(parents=True, exist_ok=True)
    with open(wanted.folder / "pages.jsonl", "w", encoding="utf-8") as gold:
        for key, page_bytes, record in make(wanted.count, wanted.seed):
            (wanted.folder / "html" / f"{key}.html").write_bytes(page_bytes)
            gold.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

// SPDX-License-Identifier: Apache-2.0
#include "html/page.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "html/dates.h"
#include "html/tree.h"
#include "support/bytes.h"
#include "support/case_file.h"
#include "support/patience.h"
#include "text/utf8.h"

namespace waqai::html {
namespace {

const std::string kSentence = "The minister of examples arrived in the capital on Friday, his office said in a statement.";

std::string body_of(const Page& page) {
  std::string text;
  for (const Paragraph& paragraph : page.paragraphs) text += paragraph.text + "\n";
  return text;
}

// Every run of every paragraph stands so in the page, but for character references and white space.
void check_runs(const std::string& bytes, const Page& page) {
  for (const Paragraph& paragraph : page.paragraphs) {
    uint32_t text_end = 0;
    uint32_t page_end = 0;
    for (const Run& run : paragraph.runs) {
      ASSERT_GE(run.text, text_end);
      ASSERT_GE(run.page, page_end);
      ASSERT_LE(run.text + run.size, paragraph.text.size());
      ASSERT_LT(run.page, bytes.size());
      const std::string there = bytes.substr(run.page, run.size);
      ASSERT_TRUE(there == paragraph.text.substr(run.text, run.size) || there[0] == '&') << paragraph.text;
      text_end = run.text + run.size;
      page_end = run.page + 1;
    }
  }
}

struct Hostile {
  const char* name;
  std::string page;
  bool keeps_text = true;  // the sentence must come out
};

// The pages of the research on parsers, each a bounded number of bytes: linear time, no crash, and the text that follows is kept.
std::vector<Hostile> hostile_pages() {
  const std::string tail = "<p>" + kSentence + "</p>";
  std::string attributes = "<p";
  for (int i = 0; i < 50000; ++i) attributes += " a" + std::to_string(i) + "=1";
  return {{"100,000 nested div", testing::repeated(100000, "<div>") + tail},
          {"20,000 nested tables", testing::repeated(20000, "<table><tr><td>") + tail},
          {"100,000 svg desc", testing::repeated(100000, "<svg><desc>") + testing::repeated(100000, "</desc></svg>") + tail},
          {"100,000 svg", testing::repeated(100000, "<svg><g>") + tail},
          {"100,000 svg with HTML",
           testing::repeated(100000, "<svg><foreignObject><b>") + testing::repeated(100000, "</foreignObject></b></svg>") + tail},
          {"100,000 svg that close themselves", testing::repeated(100000, "<svg/><math/>") + tail},
          {"100,000 ends of names in svg", testing::repeated(200, "<xy>") + "<svg>" + testing::repeated(100000, "</xz>") + "</svg>" + tail},
          {"misnested b i u and p", testing::repeated(20000, "<b><i><u>") + testing::repeated(20000, "<p>") + kSentence},
          {"misnested a and div", testing::repeated(50000, "<a href=x><div></a>") + "</a>" + testing::repeated(50000, "</div>") + tail},
          {"50,000 attributes", attributes + ">" + kSentence + "</p>"},
          {"3 MB of NUL", std::string(3000000, '\0') + tail},
          {"a million <", std::string(1000000, '<') + tail},
          {"a million <a", testing::repeated(1000000, "<a"), false},
          {"a million <!--", testing::repeated(1000000, "<!--") + tail},
          {"a comment of a million hyphens", "<!--" + std::string(1000000, '-') + "!>" + tail},
          {"a million <!----!", testing::repeated(1000000, "<!----!") + tail},
          {"300,000 CDATA that are never closed", "<svg>" + testing::repeated(300000, "<![CDATA[x>") + "</svg>" + tail},
          {"a million </", testing::repeated(1000000, "</"), false},
          {"a million &", std::string(1000000, '&') + tail},
          {"character references", testing::repeated(300000, "&amp;&#x41;&#99999999;&nosuch;") + tail},
          {"colspan", "<table><tr><td colspan=1000000000 rowspan=1000000000>" + kSentence + "</td></tr></table>"},
          {"a script that is never closed", tail + "<script>" + std::string(2000000, 'x')},
          {"a quote that is never closed", tail + "<a href=\"" + std::string(2000000, 'x')},
          {"a comment that is never closed", "<!-- " + tail},
          {"an attribute of 1 MB", "<div class='" + testing::repeated(100000, "comment ") + "'></div>" + tail},
          {"a link of 1 MB", "<a href='" + std::string(1000000, 'x') + "'>x</a>" + tail},
          {"json in json", "<script type='application/ld+json'>" + testing::repeated(200000, "{\"a\":[") + "</script>" + tail},
          {"one line of 5 MB", "<p>" + std::string(5000000, 'x') + "</p>" + tail, false}};
}

TEST(Page, HostilePagesTakeLinearTimeAndKeepTheText) {
  for (const Hostile& one : hostile_pages()) {
    const auto began = std::chrono::steady_clock::now();
    const Page page = read_page(one.page);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    EXPECT_LT(seconds, testing::kPatience * (4.0 + 4.0 * static_cast<double>(one.page.size()) / 1e6))
        << one.name;  // far above what it takes; quadratic readers take minutes
    EXPECT_TRUE(!one.keeps_text || body_of(page).find(kSentence) != std::string::npos) << one.name;
    check_runs(one.page, page);
  }
}

TEST(Page, RunsLeadBackToThePage) {
  const std::string bytes =
      "<html><body><article><h1>A title of the page</h1><p>The  minister&nbsp;of <b>ex&amp;amples</b> arrived in the\n capital on Friday, his office "
      "said.</p></article></body></html>";
  const Page page = read_page(bytes);
  ASSERT_EQ(page.paragraphs.size(), 1u);
  EXPECT_EQ(page.paragraphs[0].text, "The minister of ex&amples arrived in the capital on Friday, his office said.");
  EXPECT_EQ(page.title, "A title of the page");
  check_runs(bytes, page);
}

// Found by fuzzing: the end of the link was met while the list was open; closing what is within it closed it, too, and then all above.
TEST(Page, AnElementWhoseEndWasMetGoesWithWhatIsWithin) {
  const std::string bytes = std::string("<article><h1>Title</h1><a><l><ul></a></ul><a href=x>on</a><p>") + kSentence + "</p></article>";
  const Page page = read_page(bytes);
  EXPECT_NE(body_of(page).find(kSentence), std::string::npos);
  check_runs(bytes, page);
}

// Text behind what browsers take for a whole comment is read, not what stands in it.
TEST(Page, CommentsEndAsInBrowsers) {
  for (const char* comment :
       {"<!-->", "<!--->", "<!-- <p>x</p> --!>", "<!-- <p>x</p> --->", "<![CDATA[x>", "<svg><![CDATA[<p>x</p>]]></svg>", "<svg><![CDATA[x></svg>"}) {
    EXPECT_EQ(body_of(read_page(std::string("<article>") + comment + "<p>" + kSentence + "</p><!-- y --></article>")), kSentence + "\n") << comment;
  }
}

// An <svg> hides what it holds, and nothing else.
TEST(Page, PicturesEndAsInBrowsers) {
  for (const char* svg : {"<svg/>", "<math/>", "<svg><path d='x'>", "<SVG><g><path/></g>", "<a href=x><svg><path></a>", "<x-icon><svg></x-icon>",
                          "<svg><foreignObject><p>x</p></foreignObject></svg>", "<math><mtext>x<b>y</b></mtext></math>"}) {
    EXPECT_EQ(body_of(read_page(std::string("<article>") + svg + "<p>" + kSentence + "</p></article>")), kSentence + "\n") << svg;
  }
}

// Found by fuzzing: linked data that ends in a backslash within a string was read past its end.
TEST(Page, LinkedDataMayEndInABackslash) {
  for (const char* end : {"\\", "\\\\", "\\u", "\\u06", ""}) {
    const std::string bytes = std::string("<article><p>") + kSentence + "</p></article><script type=\"application/ld+json\">{\"@type\":\"" + end;
    EXPECT_NE(body_of(read_page(bytes)).find(kSentence), std::string::npos) << end;
  }
}

TEST(Page, AnyBytesGiveAPage) {
  std::mt19937 random(11);
  const std::string pieces[] = {"<p>",
                                "</p>",
                                "<div class=\"comment\">",
                                "</div>",
                                "<a href=x>",
                                "</a>",
                                "<!--",
                                "-->",
                                "&#",
                                "&lt;",
                                "<table><td>",
                                "</table>",
                                "<script>",
                                "</script>",
                                "\xD8\xA7\xD9\x84",
                                "\xD8",
                                "<",
                                ">",
                                "\"",
                                "'",
                                "=",
                                " ",
                                "text, and more.",
                                "<meta property=og:title content='",
                                "<h1>",
                                "<li>",
                                "<br>",
                                "2024-05-01"};
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 60; ++i) bytes += pieces[random() % std::size(pieces)];
    check_runs(bytes, read_page(bytes));
  }
}

TEST(Page, ReferencesAreDecoded) {
  EXPECT_EQ(decoded("&lt;&#1575;&#x644;&amp;&eacute;&eacute&nosuch;&#0;&#150;&"),
            "<\xD8\xA7\xD9\x84&\xC3\xA9\xC3\xA9&nosuch;\xEF\xBF\xBD\xE2\x80\x93&");
}

TEST(Page, CharsetsAreDeclared) {
  EXPECT_EQ(declared_charset("<meta charset='Windows-1256'>"), "windows-1256");
  EXPECT_EQ(declared_charset("<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-6\">"), "iso-8859-6");
  EXPECT_EQ(declared_charset("<?xml version='1.0' encoding=\"utf-8\"?>"), "utf-8");
  EXPECT_EQ(declared_charset("<p>charset</p>"), "");
}

TEST(Page, CommentsBelowALine) {
  const std::string own = "<p>" + kSentence + "</p><p>1 " + kSentence + "</p>";
  const std::string comment = "Somebody: this is what I, a reader of the page, think of all of it today, and nobody else does.";
  const std::string wanted = kSentence + "\n1 " + kSentence + "\n";
  for (const std::string line : {"\xD8\xAA\xD8\xB9\xD9\x84\xD9\x8A\xD9\x82 \xD9\x88\xD8\xA7\xD8\xAD\xD8\xAF",
                                 "3 \xD8\xAA\xD8\xB9\xD9\x84\xD9\x8A\xD9\x82\xD8\xA7\xD8\xAA", "3 comments"}) {
    EXPECT_EQ(body_of(read_page("<article>" + own + "<p>" + line + "</p><p>" + comment + "</p></article>")), wanted) << line;
    EXPECT_EQ(body_of(read_page("<div>" + kSentence + "<br>1 " + kSentence + "<br><br><a href=x>" + line + "</a><br>" + comment + "</div>")), wanted);
    EXPECT_EQ(body_of(read_page("<article><h1>x</h1><p>" + line + "</p>" + own + "</article>")), wanted) << "a count near the headline";
    const Page page = read_page("<article><p>" + kSentence + "</p><p>" + line + "</p><p>2 " + kSentence + "</p>" + own + "</article>");
    EXPECT_EQ(page.paragraphs.size(), 4u) << "and below the lead";
  }
}

TEST(Dates, FormsAndZones) {
  const auto iso = [](const char* text, DayOrder order = DayOrder::kDayFirst) {
    const auto found = find_date(text, order);
    return found ? found->iso() : std::string();
  };
  EXPECT_EQ(iso("2024-05-03T22:30:00+03:00"), "2024-05-03T22:30:00+03:00");
  EXPECT_EQ(iso("2024-05-03T22:30:00.000Z"), "2024-05-03T22:30:00Z");
  EXPECT_EQ(iso("2024-05-03 22:30"), "2024-05-03T22:30:00");
  EXPECT_EQ(iso("Fri, 3 May 2024 22:30:00 GMT"), "2024-05-03T22:30:00Z");
  EXPECT_EQ(iso("May 3rd, 2024"), "2024-05-03");
  EXPECT_EQ(iso("3.5.2024"), "2024-05-03");
  EXPECT_EQ(iso("05/03/2024", DayOrder::kMonthFirst), "2024-05-03");
  EXPECT_EQ(iso("05/03/2024"), "2024-03-05");
  EXPECT_EQ(iso("20240503"), "2024-05-03");
  EXPECT_EQ(iso("31/02/2024"), "");
  EXPECT_EQ(iso("1445-10-24"), "");
  EXPECT_EQ(iso("9999-01-01"), "");
  EXPECT_EQ(iso("12:30, 5 of 7"), "");
  EXPECT_EQ(iso("2024-05-03T99:99:99"), "2024-05-03");
  EXPECT_EQ(date_in_address("https://example.com/2019/11/19/story.html")->iso(), "2019-11-19");
  EXPECT_FALSE(date_in_address("https://example.com/story-20"));
}

TEST(Dates, HalvesOfTheDay) {
  const auto iso = [](const char* text) { return find_date(text, DayOrder::kDayFirst)->iso(); };
  EXPECT_EQ(iso("21/06/2020 02:35 \xD9\x85\xD8\xB3\xD8\xA7\xD8\xA1"), "2020-06-21T14:35:00");
  EXPECT_EQ(iso("21/06/2020 02:35 \xD9\x85\xD8\xB3\xD8\xA7\xD8\xA1\xD9\x8B"), "2020-06-21T14:35:00");
  EXPECT_EQ(iso("21 \xD9\x8A\xD9\x88\xD9\x86\xD9\x8A\xD9\x88 2020 - 11:40 \xD9\x85"), "2020-06-21T23:40:00");
  EXPECT_EQ(iso("June 21, 2020 2:35 PM"), "2020-06-21T14:35:00");
  EXPECT_EQ(iso("June 21, 2020 2:35 p.m. GMT"), "2020-06-21T14:35:00Z");
  EXPECT_EQ(iso("6/21/2020 10:35:00 PM"), "2020-06-21T22:35:00");
  EXPECT_EQ(iso("2020-06-21 12:10 \xD8\xB5"), "2020-06-21T00:10:00");
  EXPECT_EQ(iso("2020-06-21 12:10 \xD8\xB5\xD8\xA8\xD8\xA7\xD8\xAD\xD8\xA7"), "2020-06-21T00:10:00");
  EXPECT_EQ(iso("2020-06-21 12:10 am"), "2020-06-21T00:10:00");
  EXPECT_EQ(iso("2020-06-21 12:10 \xD8\xB8\xD9\x87\xD8\xB1\xD8\xA7"), "2020-06-21T12:10:00");
  EXPECT_EQ(iso("2020-06-21 14:35 \xD9\x85"), "2020-06-21T14:35:00");
  EXPECT_EQ(iso("2020-06-21 03:15 \xD8\xB5"), "2020-06-21T03:15:00");
}

TEST(Dates, ZonesBesideTheirNames) {
  const auto iso = [](const char* text) { return find_date(text, DayOrder::kDayFirst)->iso(); };
  EXPECT_EQ(iso("12/06/2020 14:20 GMT+3"), "2020-06-12T14:20:00+03:00");
  EXPECT_EQ(iso("2020-06-21T21:30:00GMT+03:00"), "2020-06-21T21:30:00+03:00");
  EXPECT_EQ(iso("Sun Jun 21 2020 10:00:00 GMT+0300 (Arabian Standard Time)"), "2020-06-21T10:00:00+03:00");
  EXPECT_EQ(iso("2020-06-21 10:00:00 UTC+3"), "2020-06-21T10:00:00+03:00");
  EXPECT_EQ(iso("2020-06-21 10:00 UTC -05:30"), "2020-06-21T10:00:00-05:30");
  EXPECT_EQ(iso("2020-06-21 10:00 GMT - 21 comments"), "2020-06-21T10:00:00Z");
  EXPECT_EQ(iso("2020-06-21T10:00+03"), "2020-06-21T10:00:00+03:00");
  EXPECT_EQ(iso("2020-06-21 10:00 - 21"), "2020-06-21T10:00:00");
  EXPECT_EQ(iso("2020-06-21T10:00:00 +9999"), "2020-06-21T10:00:00");
}

TEST(Dates, TimesBeforeTheDayAndWithoutSigns) {
  const auto iso = [](const char* text) { return find_date(text, DayOrder::kDayFirst)->iso(); };
  EXPECT_EQ(iso("12:30 \xD8\xB5 21 \xD9\x8A\xD9\x88\xD9\x86\xD9\x8A\xD9\x88 2020"), "2020-06-21T00:30:00");
  EXPECT_EQ(iso("02:30 | 21/6/2020"), "2020-06-21T02:30:00");
  EXPECT_EQ(iso("2:30:15 PM, 21/6/2020"), "2020-06-21T14:30:15");
  EXPECT_EQ(iso("12:30 5 21/6/2020"), "2020-06-21");
  EXPECT_EQ(iso("20200621T100000Z"), "2020-06-21T10:00:00Z");
  EXPECT_EQ(iso("20200621T1000+0300"), "2020-06-21T10:00:00+03:00");
  EXPECT_EQ(iso("20200621T250000Z"), "2020-06-21");
  EXPECT_EQ(iso("2020-06-21 1000"), "2020-06-21");
  EXPECT_EQ(iso("20200621T106000"), "2020-06-21");
}

TEST(Dates, OfTheLatestChange) {
  EXPECT_EQ(
      find_date("\xD8\xA2\xD8\xAE\xD8\xB1 \xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB: 22 \xD9\x8A\xD9\x88\xD9\x86\xD9\x8A\xD9\x88 2020 "
                "\xD8\xAA\xD8\xA7\xD8\xB1\xD9\x8A\xD8\xAE \xD8\xA7\xD9\x84\xD9\x86\xD8\xB4\xD8\xB1: 21 \xD9\x8A\xD9\x88\xD9\x86\xD9\x8A\xD9\x88 2020",
                DayOrder::kDayFirst)
          ->iso(),
      "2020-06-21");
  EXPECT_EQ(find_date("\xD9\x86\xD8\xB4\xD8\xB1 \xD9\x81\xD9\x8A 21 \xD9\x8A\xD9\x88\xD9\x86\xD9\x8A\xD9\x88 2020\xD8\x8C "
                      "\xD8\xA2\xD8\xAE\xD8\xB1 \xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB 22 \xD9\x8A\xD9\x88\xD9\x86\xD9\x8A\xD9\x88 2020",
                      DayOrder::kDayFirst)
                ->iso(),
            "2020-06-21");
  EXPECT_EQ(find_date("\xD8\xA2\xD8\xAE\xD8\xB1 \xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB: "
                      "22 \xD9\x8A\xD9\x88\xD9\x86\xD9\x8A\xD9\x88 2020",
                      DayOrder::kDayFirst)
                ->iso(),
            "2020-06-22");
  const auto day = [](const std::string& head) { return read_page("<h1>x</h1>" + head + "<p>" + kSentence + "</p>").published; };
  const std::string change = "\xD8\xA2\xD8\xAE\xD8\xB1 \xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB:",
                    publication = "\xD8\xAA\xD8\xA7\xD8\xB1\xD9\x8A\xD8\xAE \xD8\xA7\xD9\x84\xD9\x86\xD8\xB4\xD8\xB1:";
  EXPECT_EQ(day("<div class=meta>" + change + " 22/6/2020<br>" + publication + " 21/6/2020</div>"), "2020-06-21");
  EXPECT_EQ(day("<div class=meta>" + change + " 22/6/2020</div><div>" + publication + " 21/6/2020</div>"), "2020-06-21");
  EXPECT_EQ(day("<div class=meta>" + change + " 22/6/2020</div>"), "2020-06-22");
  EXPECT_EQ(day("<div>" + change + " <time datetime=2020-06-22>x</time></div><time datetime=2020-06-21>x</time>"), "2020-06-21");
  EXPECT_EQ(day("<time class=updated datetime=2020-06-22>x</time><time class='entry published' datetime=2020-06-21>x</time>"), "2020-06-21");
  EXPECT_EQ(day("<time class=updated datetime=2020-06-22>x</time>"), "2020-06-22");
}

TEST(Dates, TimesSince1970) {
  const auto iso = [](const char* text) {
    const auto found = machine_date(text);
    return found ? found->iso() : std::string();
  };
  EXPECT_EQ(iso("1592755200"), "2020-06-21T16:00:00Z");
  EXPECT_EQ(iso(" 1592755259123 "), "2020-06-21T16:00:59Z");
  EXPECT_EQ(iso("0000000000"), "");
  EXPECT_EQ(iso("9999999999"), "");
  EXPECT_EQ(iso("15927552000"), "");
  EXPECT_EQ(iso("159275520"), "");
  EXPECT_EQ(iso("2020-06-21"), "2020-06-21");
  const auto time = [](const std::string& head) { return read_page(head + "<p>" + kSentence + "</p>").published_time; };
  EXPECT_EQ(time("<time datetime=1592755200>x</time>"), "2020-06-21T16:00:00Z");
  EXPECT_EQ(time("<meta property='article:published_time' content=1592755200000>"), "2020-06-21T16:00:00Z");
  EXPECT_EQ(time("<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": 1592755200}</script>"), "2020-06-21T16:00:00Z");
  EXPECT_EQ(time("<p class=date>1592755200</p>"), "") << "a number for people";
}

std::string show(const std::string& input) {
  const Page page = read_page(input);
  std::string out = "title: " + page.title + "\n";
  if (!page.author.empty()) out += "author: " + page.author + "\n";
  if (!page.published_time.empty()) out += "published: " + page.published_time + "\n";
  if (!page.source.empty()) out += "source: " + page.source + "\n";
  if (!page.section.empty()) out += "section: " + page.section + "\n";
  if (!page.url.empty()) out += "url: " + page.url + "\n";
  return out + body_of(page);
}

TEST(PageCases, Cases) { testing::run_cases("html", show); }

// A script puts the text in place; what machines read tells the rest.
TEST(Page, TextThatThePageHoldsAsData) {
  std::string body;
  for (int i = 0; i < 6; ++i) body += kSentence + " \\u0627\\ud83d\\ude00\\ud83dx" + (i % 2 == 0 ? "\\n" : "\\n  \\n");
  const std::string page =
      "<html><head><link rel=\"Canonical\" href=\" https://example.org/a?b=1 \"><script type=\"application/ld+json\">"
      "{\"@type\": \"NewsArticle\", \"wordCount\": 12, \"isFree\": true, \"author\": null, \"articleBody\": \"" +
      body +
      "\"}</script></head><body><svg><![CDATA[<p>x</p>]]></svg><span itemprop=\"datePublished\">12 May 2024</span>"
      "<time itemprop=\"dateModified\" datetime=\"2024-05-14T08:00:00Z\">later</time><div id=\"app\"></div></body></html>";
  const Page found = read_page(page, "");
  EXPECT_EQ(found.url, "https://example.org/a?b=1");
  EXPECT_EQ(found.published, "2024-05-12");
  ASSERT_EQ(found.paragraphs.size(), 6u);
  EXPECT_EQ(found.paragraphs[0].text, kSentence + " \u0627\U0001F600\uFFFDx");
  EXPECT_TRUE(found.paragraphs[0].runs.empty());
}

// Values that belong nowhere cost themselves.
TEST(Page, DataThatIsNoJson) {
  for (const char* broken : {"{\"a\": }, \"headline\"", "{\"a\": ], \"articleBody\": 5", "{\"a\" 5 \"b\": ", "[[[[", "{\"a\": \"\\u12",
                             "{\"a\": \"\\ud83d\\u", "}", ":", ","}) {
    const Page found = read_page(
        std::string("<html><head><script type=\"application/ld+json\">") + broken + "</script></head><body><p>" + kSentence + "</p></body></html>",
        "");
    EXPECT_EQ(body_of(found), kSentence + "\n") << broken;
  }
}

}  // namespace
}  // namespace waqai::html

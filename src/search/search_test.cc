// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "base/error_codes.h"
#include "search/article_words.h"
#include "search/bits.h"
#include "search/index.h"
#include "search/names.h"
#include "search/query.h"
#include "search/segment_writer.h"
#include "search/text_words.h"
#include "text/fold.h"

namespace waqai::search {
namespace {

// An article of made-up words: "w3" with lemma "l1", words with equal third part share it.
struct Written {
  std::string id;
  int32_t day = 0;
  uint32_t title = 0;
  std::vector<std::pair<std::string, std::string>> words;
};

std::string packed(const Written& article) {
  ArticleWordsWriter writer(static_cast<uint32_t>(article.words.size()), article.title);
  for (uint32_t i = 0; i < article.words.size(); ++i) writer.add(i, article.words[i].first, article.words[i].second);
  return writer.take();
}

std::vector<Written> random_articles(uint32_t seed, size_t count) {
  std::mt19937 dice(seed);
  std::vector<Written> articles;
  for (size_t i = 0; i < count; ++i) {
    Written one{"a" + std::to_string(i), static_cast<int32_t>(dice() % 30), 0, {}};
    const size_t length = dice() % 40;
    one.title = static_cast<uint32_t>(std::min<size_t>(length, dice() % 5));
    for (size_t w = 0; w < length; ++w) {
      // Low numbers are frequent.
      const uint32_t word = std::min(dice() % 60, dice() % 60);
      one.words.emplace_back("w" + std::to_string(word), word % 7 == 0 ? "" : "l" + std::to_string(word / 3));
    }
    articles.push_back(std::move(one));
  }
  return articles;
}

// Segments with what they point into.
struct Store {
  std::vector<std::string> bytes;
  std::vector<Segment> segments;
  void add(std::string segment) {
    bytes.push_back(std::move(segment));
    reopen();
  }
  void reopen() {
    segments.clear();
    for (const std::string& each : bytes) {
      Result<Segment> opened = Segment::open(each);
      ASSERT_TRUE(opened) << opened.status().to_string();
      segments.push_back(std::move(opened).value());
    }
  }
  Index index(const std::set<std::string>& gone = {}) const {
    std::vector<Index::Part> parts;
    for (const Segment& segment : segments) {
      Index::Part part{&segment, {}};
      for (uint32_t i = 0; i < segment.articles().size(); ++i) {
        if (gone.count(std::string(segment.articles()[i].id)) > 0) part.gone.push_back(i);
      }
      parts.push_back(std::move(part));
    }
    return Index(std::move(parts));
  }
};

std::string built(const std::vector<Written>& articles) {
  SegmentBuilder builder;
  for (const Written& article : articles) {
    SegmentArticle entry;
    entry.id = article.id;
    entry.day = article.day;
    EXPECT_TRUE(builder.add(entry, packed(article)));
  }
  return builder.finish();
}

Sought word(const std::string& form) {
  Sought sought;
  sought.spellings = {form};
  return sought;
}

// Everything an answer says, apart from where it is stored.
std::string told(const Result<Answer>& answer) {
  if (!answer) return answer.status().id();
  std::string text = std::to_string(answer.value().articles) + ":";
  for (size_t i = 0; i < answer.value().shown.size(); ++i) {
    const FoundArticle& found = answer.value().shown[i];
    text += " " + std::string(found.id) + "/" + std::to_string(found.score) + (found.as_spelt ? "" : "~") + "@";
    for (const FoundWord& at : answer.value().words[i]) text += std::to_string(at.position) + std::string(to_string(at.how).substr(0, 1)) + ",";
  }
  for (const auto& list : answer.value().matched) {
    for (const MatchedForm& m : list) text += " " + m.form + "|" + m.lemma + "=" + std::to_string(m.articles);
  }
  return text;
}

std::vector<Question> some_questions(uint32_t seed, size_t count) {
  std::mt19937 dice(seed);
  const auto form = [&dice] { return "w" + std::to_string(dice() % 62); };
  std::vector<Question> questions;
  for (size_t i = 0; i < count; ++i) {
    Question question;
    question.limit = 1 + dice() % 30;
    question.offset = dice() % 3;
    question.all.push_back({word(form())});
    if (dice() % 2 == 0) question.all.back().push_back(word(form()));
    if (dice() % 2 == 0) question.all.push_back({word(form())});
    if (dice() % 4 == 0) question.none.push_back(word(form()));
    if (dice() % 4 == 0) question.all.front().front().own_lemmas = false;
    if (dice() % 4 == 0) {
      Sought prefix;
      prefix.prefixes = {"w" + std::to_string(1 + dice() % 5)};
      question.all.push_back({prefix});
    }
    if (dice() % 3 == 0) {
      Sought phrase;
      phrase.phrases.push_back({{{form(), form()}, {}, {form(), form()}}, How::kSpelling});
      question.all.back().push_back(phrase);
    }
    if (dice() % 3 == 0) question.together = {{{form()}, {form()}}, How::kSpelling};
    questions.push_back(std::move(question));
  }
  return questions;
}

TEST(BitsTest, NumbersComeBack) {
  std::mt19937 dice(3);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    BitWriter writer(bytes);
    std::vector<std::vector<uint32_t>> lists;
    std::vector<uint32_t> highs, gammas;
    for (int i = 0; i < 8; ++i) {
      const uint32_t high = dice() % (i % 2 == 0 ? 50 : 100000);
      std::set<uint32_t> values;
      for (uint32_t n = dice() % 60; n > 0; --n) values.insert(dice() % (high + 1));
      lists.emplace_back(values.begin(), values.end());
      highs.push_back(high);
      gammas.push_back(1 + dice() % (1u << (dice() % 31)));
      writer.ascending(lists.back(), 0, high);
      writer.gamma(gammas.back());
    }
    writer.finish();
    BitReader reader(bytes);
    for (size_t i = 0; i < lists.size(); ++i) {
      std::vector<uint32_t> values(lists[i].size());
      reader.ascending(values, 0, highs[i]);
      EXPECT_EQ(values, lists[i]);
      EXPECT_EQ(reader.gamma(), gammas[i]);
    }
    EXPECT_FALSE(reader.failed());
    // Beyond the end: zeros and a mark, never another byte.
    for (int i = 0; i < 40; ++i) (void)reader.gamma();
    EXPECT_TRUE(reader.failed());
  }
}

TEST(SegmentTest, HoldsWhatWasAdded) {
  const std::vector<Written> articles = random_articles(5, 300);
  Store store;
  store.add(built(articles));
  const Segment& segment = store.segments.front();
  std::map<std::pair<std::string, std::string>, std::map<uint32_t, std::vector<uint32_t>>> expected;
  for (uint32_t a = 0; a < articles.size(); ++a) {
    for (uint32_t i = 0; i < articles[a].words.size(); ++i) expected[articles[a].words[i]][a].push_back(i);
  }
  ASSERT_EQ(segment.terms(), expected.size());
  TermCursor cursor(segment);
  ASSERT_TRUE(cursor.seek(0));
  Postings postings;
  for (const auto& [key, in] : expected) {
    EXPECT_EQ(cursor.term().form, key.first);
    EXPECT_EQ(segment.lemma(cursor.term().lemma).value(), key.second);
    ASSERT_TRUE(segment.read(cursor.term(), true, postings));
    std::vector<uint32_t> positions;
    ASSERT_EQ(postings.articles.size(), in.size());
    size_t i = 0;
    for (const auto& [article, places] : in) {
      EXPECT_EQ(postings.articles[i], article);
      EXPECT_EQ(postings.counts[i], places.size());
      EXPECT_EQ(postings.in_title[i] != 0, places.front() < articles[article].title);
      positions.insert(positions.end(), places.begin(), places.end());
      ++i;
    }
    EXPECT_EQ(postings.positions, positions);
    std::vector<uint32_t> terms;
    ASSERT_TRUE(segment.terms_of(key.second, terms));
    EXPECT_TRUE(std::find(terms.begin(), terms.end(), cursor.index()) != terms.end());
    EXPECT_LE(segment.first_term(key.first).value(), cursor.index());
    (void)cursor.next();
  }
  EXPECT_EQ(segment.first_term("zzz").value(), segment.terms());
  EXPECT_EQ(segment.first_term("").value(), 0u);
  std::vector<uint32_t> none;
  EXPECT_TRUE(segment.terms_of("unknown", none));
  EXPECT_TRUE(none.empty());
  EXPECT_TRUE(segment.verify());
}

TEST(SegmentTest, AnEmptyOneAnswersNothing) {
  Store store;
  store.add(built({}));
  EXPECT_EQ(store.index().ask({{{word("w1")}}, {}, {}, {}, 0, 10}).value().articles, 0u);
  EXPECT_EQ(Index(std::vector<Index::Part>()).ask({{{word("w1")}}, {}, {}, {}, 0, 10}).value().articles, 0u);
}

// Three orders, cut into segments in three ways, with and without merging: one set of answers.
TEST(IndexTest, AnswersFollowFromTheArticlesAlone) {
  std::vector<Written> articles = random_articles(11, 400);
  const std::vector<Question> questions = some_questions(13, 150);
  std::set<std::string> gone;
  for (size_t i = 0; i < articles.size(); i += 9) gone.insert(articles[i].id);
  std::vector<Written> left;
  std::copy_if(articles.begin(), articles.end(), std::back_inserter(left), [&](const Written& a) { return gone.count(a.id) == 0; });
  Store plain;
  plain.add(built(left));
  std::vector<std::string> expected;
  size_t found = 0;
  for (const Question& question : questions) {
    const Result<Answer> answer = plain.index().ask(question);
    ASSERT_TRUE(answer);
    found += answer.value().articles > 0;
    expected.push_back(told(answer));
  }
  EXPECT_GT(found, questions.size() / 2);
  std::mt19937 dice(17);
  for (const size_t batch : {1u, 37u, 399u}) {
    std::shuffle(articles.begin(), articles.end(), dice);
    Store store;
    for (size_t begin = 0; begin < articles.size(); begin += batch) {
      const size_t end = std::min(begin + batch, articles.size());
      store.bytes.push_back(built({articles.begin() + static_cast<std::ptrdiff_t>(begin), articles.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
    store.reopen();
    std::vector<std::vector<uint32_t>> lost(store.segments.size());
    std::vector<MergePart> parts;
    for (size_t s = 0; s < store.segments.size(); ++s) {
      for (uint32_t i = 0; i < store.segments[s].articles().size(); ++i) {
        if (gone.count(std::string(store.segments[s].articles()[i].id)) > 0) lost[s].push_back(i);
      }
      parts.push_back({&store.segments[s], lost[s]});
    }
    const Index index = store.index(gone);
    Result<std::string> merged = merge(parts);
    ASSERT_TRUE(merged);
    Store one;
    one.add(std::move(merged).value());
    const Index whole = one.index();
    for (size_t q = 0; q < questions.size(); ++q) {
      EXPECT_EQ(told(index.ask(questions[q])), expected[q]) << batch << " " << q;
      EXPECT_EQ(told(whole.ask(questions[q])), expected[q]) << batch << " merged " << q;
    }
  }
}

// A thousand damaged copies: an error or the same answers, never another one.
TEST(IndexTest, DamageIsSeen) {
  const std::string good = built(random_articles(23, 500));
  const std::vector<Question> questions = some_questions(29, 12);
  std::vector<std::string> expected;
  expected.reserve(questions.size());
  Store store;
  store.add(good);
  for (const Question& question : questions) expected.push_back(told(store.index().ask(question)));
  std::mt19937 dice(31);
  size_t errors = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string bad = good;
    const int kind = round % 4;
    if (kind == 0) bad.resize(dice() % bad.size());
    else if (kind == 1) bad.insert(dice() % bad.size(), 1 + dice() % 20, static_cast<char>(dice()));
    else
      for (uint32_t n = 1 + dice() % 8; n > 0; --n) bad[dice() % (kind == 2 ? bad.size() : size_t{300})] ^= static_cast<char>(1u << (dice() % 8));
    const Result<Segment> segment = Segment::open(bad);
    if (!segment) {
      EXPECT_TRUE(segment.status().code() == base::kIndexDamaged || segment.status().code() == base::kIndexVersion);
      ++errors;
      continue;
    }
    const Index index(std::vector<Index::Part>{{&segment.value(), {}}});
    for (size_t q = 0; q < questions.size(); ++q) {
      const std::string text = told(index.ask(questions[q]));
      errors += text == "E116";
      EXPECT_TRUE(text == "E116" || text == expected[q]);
    }
  }
  EXPECT_GT(errors, 500u);
}

// The same with right checksums over wrong bytes: anything may be answered, nothing may be read beyond the bytes (run with the address sanitizer).
TEST(IndexTest, WrongBytesWithRightChecksumsDoNoHarm) {
  const std::string good = built(random_articles(37, 200));
  const std::vector<Question> questions = some_questions(41, 6);
  std::mt19937 dice(43);
  for (int round = 0; round < 1000; ++round) {
    std::string bad = good;
    SegmentHeader header;
    std::copy_n(bad.data(), sizeof header, reinterpret_cast<char*>(&header));
    for (uint32_t n = 1 + dice() % 6; n > 0; --n) {
      bad[header.begin[0] + dice() % (bad.size() - header.begin[0])] ^= static_cast<char>(1u << (dice() % 8));
    }
    const std::string bytes = with_checksums(bad);  // a segment only views them
    const Result<Segment> segment = Segment::open(bytes);
    if (!segment) continue;
    const Index index(std::vector<Index::Part>{{&segment.value(), {}}});
    for (const Question& question : questions) (void)told(index.ask(question));
    (void)index.names_like({"BTN"}, 10);
  }
}

TEST(IndexTest, WordsAsSpeltComeFirst) {
  Store store;
  store.add(built({{"form", 5, 0, {{"books", "book"}, {"x", ""}}}, {"plain", 1, 0, {{"y", ""}, {"z", ""}, {"book", "book"}}}}));
  const Result<Answer> answer = store.index().ask({{{word("book")}}, {}, {}, {}, 0, 10});
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer.value().shown.size(), 2u);
  EXPECT_EQ(answer.value().shown[0].id, "plain");
  EXPECT_EQ(answer.value().shown[1].id, "form");
  EXPECT_EQ(answer.value().words[1][0].how, How::kLemma);
  Sought exact = word("book");
  exact.own_lemmas = false;
  EXPECT_EQ(store.index().ask({{{exact}}, {}, {}, {}, 0, 10}).value().articles, 1u);
}

// `count` articles of one word each: "p0", "p1" and so on, all of the lemma "l".
Store many_words(size_t count) {
  std::vector<Written> articles;
  for (size_t i = 0; i < count; ++i) articles.push_back({"a" + std::to_string(i), 1, 0, {{"p" + std::to_string(i), "l"}}});
  Store store;
  store.add(built(articles));
  return store;
}

TEST(LimitsTest, WordsThatBeginSo) {
  const Store store = many_words(4100);
  Sought prefix;
  prefix.prefixes = {"p1"};
  EXPECT_EQ(store.index().ask({{{prefix}}, {}, {}, {}, 0, 10}).value().articles, 1111u);
  prefix.prefixes = {"p"};
  const Status status = store.index().ask({{{prefix}}, {}, {}, {}, 0, 10}).status();
  EXPECT_EQ(status.code(), base::kBadValue);
  EXPECT_FALSE(status.hint().empty());
}

TEST(LimitsTest, FormsThatAreTold) {
  const Answer answer = many_words(100).index().ask({{{word("p7")}}, {}, {}, {}, 0, 10}).value();
  ASSERT_EQ(answer.matched.size(), 1u);
  EXPECT_EQ(answer.matched[0].size(), 40u);
  EXPECT_EQ(answer.matched[0][0].form, "p7");
}

TEST(LimitsTest, BytesOfAWord) {
  Store store;
  store.add(built({{"a", 1, 0, {{std::string(200, 'x'), ""}}}}));
  EXPECT_TRUE(store.index().holds(std::string(60, 'x')).value());
  EXPECT_FALSE(store.index().holds(std::string(61, 'x')).value());
}

TEST(QueryTest, ReadsWhatPeopleType) {
  const Query query = parse_query("one two OR \"three four\" -five -\"six seven\" eig* AND 1.5").value();
  ASSERT_EQ(query.all.size(), 4u);
  EXPECT_EQ(query.all[1].size(), 2u);
  EXPECT_EQ(query.all[1][1].kind, QueryWord::Kind::kPhrase);
  EXPECT_EQ(query.all[2][0].kind, QueryWord::Kind::kPrefix);
  EXPECT_EQ(query.all[2][0].text, "eig");
  EXPECT_EQ(query.all[3][0].kind, QueryWord::Kind::kPhrase);
  ASSERT_EQ(query.none.size(), 2u);
  EXPECT_EQ(query.none[1].text, "six seven");
  for (const char* bad : {"", "   ", "-one", "\"\"", "...", "OR", "*", "-"}) EXPECT_EQ(parse_query(bad).status().code(), base::kBadValue) << bad;
  EXPECT_EQ(parse_query("OR one OR").value().all.size(), 1u);
}

TEST(TextWordsTest, PositionsAreOfTheTextAlone) {
  const std::vector<TextWord> words = words_of("\u0642\u0627\u0644 1.5,x\n\n\u0648\u0640\u0642\u064e\u0627\u0644!");
  ASSERT_EQ(words.size(), 5u);
  EXPECT_EQ(words[0].span, (Span{0, 6}));
  EXPECT_EQ(words[3].position, 3u);
  EXPECT_EQ(words[4].position, 6u);
  EXPECT_TRUE(words_of("").empty());
  EXPECT_TRUE(words_of(" . \n").empty());
}

TEST(NamesTest, ScriptsMeet) {
  const auto meet = [](const char* latin, const char* arabic) {
    const std::vector<std::string> keys = latin_skeletons(plain_latin(latin));
    return std::find(keys.begin(), keys.end(), arabic_skeleton(text::fold_key(arabic))) != keys.end();
  };
  EXPECT_TRUE(meet("Putin", "\u0628\u0648\u062a\u064a\u0646"));
  EXPECT_TRUE(meet("\u041f\u0443\u0442\u0438\u043d", "\u0628\u0648\u062a\u064a\u0646"));
  EXPECT_TRUE(meet("Gaddafi", "\u0627\u0644\u0642\u0630\u0627\u0641\u064a"));
  EXPECT_TRUE(meet("Qadhafi", "\u0627\u0644\u0642\u0630\u0627\u0641\u064a"));
  EXPECT_TRUE(meet("Washington", "\u0648\u0627\u0634\u0646\u0637\u0646"));
  EXPECT_TRUE(meet("Khartoum", "\u0627\u0644\u062e\u0631\u0637\u0648\u0645"));
  EXPECT_TRUE(meet("Churchill", "\u062a\u0634\u0631\u0634\u0644"));
  EXPECT_TRUE(meet("Hodeidah", "\u0627\u0644\u062d\u062f\u064a\u062f\u0629"));
  EXPECT_TRUE(meet("Brezhnev", "\u0628\u0631\u064a\u062c\u0646\u064a\u0641"));
  EXPECT_TRUE(meet("Zayed", "\u0632\u0627\u064a\u062f"));
  EXPECT_TRUE(meet("Jamal", "\u062c\u0645\u0627\u0644"));
  EXPECT_TRUE(meet("Mackenzie", "\u0645\u0627\u0643\u0646\u0632\u064a"));
  EXPECT_TRUE(meet("Francis", "\u0641\u0631\u0646\u0633\u064a\u0633"));
  EXPECT_TRUE(meet("Maxim", "\u0645\u0643\u0633\u064a\u0645"));
  EXPECT_FALSE(meet("Putin", "\u0628\u0627\u064a\u062f\u0646"));
  EXPECT_EQ(plain_latin("\u0628\u0648\u062a\u064a\u0646"), "");
  EXPECT_EQ(plain_latin("Erdo\u011fan"), "erdogan");
}

}  // namespace
}  // namespace waqai::search

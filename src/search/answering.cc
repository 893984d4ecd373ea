// SPDX-License-Identifier: Apache-2.0
//
// Index::ask: what each word of the question matches, which articles hold what is asked for, their order.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/error_codes.h"
#include "search/article_words.h"
#include "search/index.h"
#include "text/fold.h"

namespace waqai::search {
namespace {

constexpr uint64_t kRareLemma = 20;  // a lemma that fewer than one in so many articles with the spelling mean is not followed

// What an article holds of one Sought.
struct Held {
  uint16_t spelt = 0;
  uint16_t other = 0;
  uint8_t in_title = 0;
  bool any() const { return spelt > 0 || other > 0; }
};

uint16_t plus(uint16_t value, uint32_t more) { return static_cast<uint16_t>(std::min<uint32_t>(uint32_t{value} + more, 0xffff)); }

struct Occurrence {
  uint32_t article = 0;
  uint32_t position = 0;
  auto operator<=>(const Occurrence&) const = default;
};

std::string plain_lemma(std::string lemma) {
  const bool guess = lemma.ends_with(kGuessMark);
  if (guess || lemma.ends_with(kNameMark)) lemma.pop_back();
  return guess ? text::key_to_utf8(lemma) : lemma;
}

}  // namespace

// One Sought while it is answered.
class Answering {
 public:
  Answering(const Index& index, const Sought& sought) : index_(index), sought_(sought) {}

  // Reads everything: which articles of each part hold it, how.
  Status run() {
    held_.resize(parts().size());
    terms_.resize(parts().size());
    for (size_t p = 0; p < parts().size(); ++p) held_[p].resize(parts()[p].segment->articles().size());
    Status status = add_forms(sought_.spellings, How::kSpelling);
    if (status) status = add_forms(sought_.names, How::kName);
    for (const std::string& prefix : sought_.prefixes) {
      if (status) status = add_prefix(prefix);
    }
    if (status) status = add_lemmas();
    for (const SoughtPhrase& phrase : sought_.phrases) {
      if (status) status = add_phrase(phrase);
    }
    return status;
  }

  const std::vector<Held>& held(size_t part) const { return held_[part]; }
  // In how many articles it is.
  uint64_t articles() const {
    uint64_t count = 0;
    for (const auto& part : held_) count += static_cast<uint64_t>(std::count_if(part.begin(), part.end(), [](const Held& h) { return h.any(); }));
    return count;
  }

  std::vector<MatchedForm> matched() const {
    std::vector<MatchedForm> forms;
    for (const auto& [key, articles] : matched_) forms.push_back({key.form, plain_lemma(key.lemma), key.how, articles});
    std::stable_sort(forms.begin(), forms.end(), [](const MatchedForm& a, const MatchedForm& b) {
      const bool spelt_a = a.how == How::kSpelling, spelt_b = b.how == How::kSpelling;
      return spelt_a != spelt_b ? spelt_a : a.articles > b.articles;
    });
    if (forms.size() > Index::kMostMatched) forms.resize(Index::kMostMatched);
    return forms;
  }

  // Adds where it stands in the articles for which `wanted` holds, by article.
  Status places(size_t part, const std::vector<uint8_t>& wanted, std::vector<std::pair<Occurrence, How>>& found) const {
    const Segment& segment = *parts()[part].segment;
    Postings postings;
    for (const auto& [term, how] : terms_[part]) {
      Status status = segment.read(term, true, postings);
      if (!status) return status;
      size_t at = 0;
      for (size_t i = 0; i < postings.articles.size(); ++i) {
        for (uint32_t n = 0; wanted[postings.articles[i]] != 0 && n < postings.counts[i]; ++n)
          found.emplace_back(Occurrence{postings.articles[i], postings.positions[at + n]}, how);
        at += postings.counts[i];
      }
    }
    for (const SoughtPhrase& phrase : sought_.phrases) {
      std::vector<Occurrence> starts;
      Status status = find_phrase(part, phrase, &wanted, starts);
      if (!status) return status;
      for (const Occurrence& start : starts) {
        for (uint32_t i = 0; i < phrase.places.size(); ++i) {
          if (!phrase.places[i].empty()) found.emplace_back(Occurrence{start.article, start.position + i}, phrase.how);
        }
      }
    }
    return {};
  }

 private:
  struct MatchKey {
    std::string form;
    std::string lemma;
    How how = How::kSpelling;
    auto operator<=>(const MatchKey&) const = default;
  };

  const std::vector<Index::Part>& parts() const { return index_.parts_; }

  // Calls visit(term) for the terms from the first with `form` on, as long as it gives true.
  Status each_term(size_t part, std::string_view form, const std::function<Result<bool>(const TermCursor&)>& visit) const {
    const Segment& segment = *parts()[part].segment;
    const Result<uint32_t> first = segment.first_term(form);
    if (!first) return first.status();
    if (first.value() >= segment.terms()) return {};
    TermCursor cursor(segment);
    Status status = cursor.seek(first.value());
    while (status) {
      const Result<bool> wanted = visit(cursor);
      if (!wanted) return wanted.status();
      if (!wanted.value()) return {};
      const Result<bool> more = cursor.next();
      if (!more) return more.status();
      if (!more.value()) return {};
    }
    return status;
  }

  // Counts a term in, once; how many articles hold it.
  Result<uint64_t> add_term(size_t part, const TermCursor& at, How how) {
    const Term& term = at.term();
    if (!seen_.insert({part, term.begin}).second) return uint64_t{0};
    const Segment& segment = *parts()[part].segment;
    Status status = segment.read(term, false, postings_);
    if (!status) return status;
    uint64_t articles = 0;
    for (size_t i = 0; i < postings_.articles.size(); ++i) {
      const uint32_t article = postings_.articles[i];
      if (index_.alive_[part][article] == 0) continue;
      ++articles;
      Held& held = held_[part][article];
      uint16_t& count = how == How::kLemma ? held.other : held.spelt;
      count = plus(count, postings_.counts[i]);
      held.in_title |= postings_.in_title[i];
    }
    terms_[part].emplace_back(term, how);
    const Result<std::string> lemma = segment.lemma(term.lemma);
    if (!lemma) return lemma.status();
    if (articles > 0) matched_[{term.form, lemma.value(), how}] += articles;
    if (articles > 0 && how == How::kSpelling && !lemma.value().empty()) lemmas_[lemma.value()] += articles;
    return articles;
  }

  Status add_forms(const std::vector<std::string>& forms, How how) {
    for (const std::string& form : forms) {
      for (size_t p = 0; p < parts().size(); ++p) {
        Status status = each_term(p, form, [&](const TermCursor& at) -> Result<bool> {
          if (at.term().form != form) return false;
          const Result<uint64_t> added = add_term(p, at, how);
          if (!added) return added.status();
          return true;
        });
        if (!status) return status;
      }
    }
    return {};
  }

  Status add_prefix(const std::string& prefix) {
    size_t terms = 0;
    for (size_t p = 0; p < parts().size(); ++p) {
      Status status = each_term(p, prefix, [&](const TermCursor& at) -> Result<bool> {
        if (!at.term().form.starts_with(prefix)) return false;
        if (++terms > Index::kMostPrefixTerms * parts().size()) {
          return Status::error(base::kBadValue, ErrorKind::kUsage, "too many words begin so").hint("write more letters before the *");
        }
        const Result<uint64_t> added = add_term(p, at, How::kPrefix);
        if (!added) return added.status();
        return true;
      });
      if (!status) return status;
    }
    return {};
  }

  // The other forms of the lemmas that the spellings stand for.
  Status add_lemmas() {
    std::vector<std::string> follow = sought_.lemmas;
    uint64_t total = 0;
    for (const auto& [lemma, articles] : lemmas_) total += articles;
    for (const auto& [lemma, articles] : lemmas_) {
      if (sought_.own_lemmas && articles * kRareLemma >= total) follow.push_back(lemma);
    }
    std::sort(follow.begin(), follow.end());
    follow.erase(std::unique(follow.begin(), follow.end()), follow.end());
    std::vector<uint32_t> terms;
    for (const std::string& lemma : follow) {
      for (size_t p = 0; p < parts().size(); ++p) {
        Status status = parts()[p].segment->terms_of(lemma, terms);
        TermCursor cursor(*parts()[p].segment);
        for (const uint32_t term : terms) {
          if (status) status = cursor.seek(term);
          if (!status) return status;
          const Result<uint64_t> added = add_term(p, cursor, How::kLemma);
          if (!added) return added.status();
        }
        if (!status) return status;
      }
    }
    return {};
  }

  Status add_phrase(const SoughtPhrase& phrase) {
    uint64_t articles = 0;
    for (size_t p = 0; p < parts().size(); ++p) {
      std::vector<Occurrence> starts;
      Status status = find_phrase(p, phrase, nullptr, starts);
      if (!status) return status;
      const std::vector<SegmentArticle>& all = parts()[p].segment->articles();
      for (size_t i = 0; i < starts.size(); ++i) {
        Held& held = held_[p][starts[i].article];
        held.spelt = plus(held.spelt, 1);
        held.in_title |= starts[i].position < all[starts[i].article].title_positions;
        articles += i == 0 || starts[i - 1].article != starts[i].article;
      }
    }
    std::string words;
    for (const std::vector<std::string>& place : phrase.places) words += (words.empty() ? "" : " ") + (place.empty() ? "*" : place.front());
    if (articles > 0) matched_[{words, "", phrase.how}] += articles;
    return {};
  }

  // Postings of all terms with one of `forms`, with positions or without, handed to `visit`.
  Status each_posting(size_t part, const std::vector<std::string>& forms, bool positions, const std::function<void(const Postings&)>& visit) const {
    Postings postings;
    for (const std::string& form : forms) {
      Status status = each_term(part, form, [&](const TermCursor& at) -> Result<bool> {
        if (at.term().form != form) return false;
        Status read = parts()[part].segment->read(at.term(), positions, postings);
        if (!read) return read;
        visit(postings);
        return true;
      });
      if (!status) return status;
    }
    return {};
  }

  // Where a phrase begins, in order; among `wanted` articles where given.
  Status find_phrase(size_t part, const SoughtPhrase& phrase, const std::vector<uint8_t>* wanted, std::vector<Occurrence>& starts) const {
    // First the articles that hold a word of every place, then positions of those only.
    std::vector<uint16_t> reached(parts()[part].segment->articles().size(), 0);
    uint16_t places = 0;
    for (const std::vector<std::string>& forms : phrase.places) {
      if (forms.empty()) continue;
      Status status = each_posting(part, forms, false, [&](const Postings& found) {
        for (const uint32_t article : found.articles) {
          if (reached[article] == places) ++reached[article];
        }
      });
      if (!status) return status;
      ++places;
    }
    const auto possible = [&](uint32_t article) {
      return reached[article] == places && index_.alive_[part][article] != 0 && (wanted == nullptr || (*wanted)[article] != 0);
    };
    bool first = true;
    for (uint32_t place = 0; place < phrase.places.size(); ++place) {
      if (phrase.places[place].empty()) continue;
      std::vector<Occurrence> here;
      Status status = each_posting(part, phrase.places[place], true, [&](const Postings& found) {
        size_t at = 0;
        for (size_t i = 0; i < found.articles.size(); ++i) {
          for (uint32_t n = 0; possible(found.articles[i]) && n < found.counts[i]; ++n) {
            if (found.positions[at + n] >= place) here.push_back({found.articles[i], found.positions[at + n] - place});
          }
          at += found.counts[i];
        }
      });
      if (!status) return status;
      std::sort(here.begin(), here.end());
      here.erase(std::unique(here.begin(), here.end()), here.end());
      if (first) {
        starts = std::move(here);
      } else {
        std::vector<Occurrence> both;
        std::set_intersection(starts.begin(), starts.end(), here.begin(), here.end(), std::back_inserter(both));
        starts = std::move(both);
      }
      first = false;
    }
    return {};
  }

  const Index& index_;
  const Sought& sought_;
  std::vector<std::vector<Held>> held_;                   // of each part, of each article
  std::vector<std::vector<std::pair<Term, How>>> terms_;  // of each part
  std::set<std::pair<size_t, uint64_t>> seen_;            // part and postings
  std::map<MatchKey, uint64_t> matched_;                  // articles
  std::map<std::string, uint64_t> lemmas_;                // of the spellings, with their articles
  Postings postings_;
};

namespace {

// BM25 in whole numbers (thousandths), so that every machine gives one order.
class Score {
 public:
  Score(uint64_t articles, uint64_t positions) : articles_(articles), positions_(std::max<uint64_t>(positions, 1)) {}

  // How much a word tells that is in so many articles.
  int64_t weight(uint64_t in_articles) const {
    const auto all = static_cast<double>(articles_), with = static_cast<double>(in_articles);
    return std::llround(1000 * std::log(1 + (all - with + 0.5) / (with + 0.5)));
  }
  int64_t of(const Held& held, int64_t weight, uint32_t positions) const {
    const int64_t count = 1000 * held.spelt + 400 * held.other + 2000 * held.in_title;
    const auto length = static_cast<int64_t>(300 + 900 * positions * articles_ / positions_);
    return weight * (count * 2200 / (count + length)) / 1000;
  }

 private:
  uint64_t articles_;
  uint64_t positions_;
};

// One question while it is answered.
class Asking {
 public:
  Asking(const Index& index, const std::vector<Index::Part>& parts, const Question& question, Score score)
      : index_(index), parts_(parts), question_(question), score_(score) {}

  Result<Answer> run() {
    Status status = evaluate();
    if (!status) return status;
    rank();
    status = locate();
    if (!status) return status;
    return std::move(answer_);
  }

 private:
  const std::vector<SegmentArticle>& articles(size_t part) const { return parts_[part].segment->articles(); }
  int32_t day(const FoundArticle& found) const { return articles(found.part)[found.article].day; }

  Status evaluate() {
    for (const std::vector<Sought>& any : question_.all) {
      all_.emplace_back();
      weights_.emplace_back();
      for (const Sought& sought : any) {
        Answering& one = all_.back().emplace_back(index_, sought);
        Status status = one.run();
        if (!status) return status;
        answer_.matched.push_back(one.matched());
        weights_.back().push_back(score_.weight(one.articles()));
      }
    }
    for (const Sought& sought : question_.none) {
      Status status = none_.emplace_back(index_, sought).run();
      if (!status) return status;
    }
    if (!question_.together.places.empty()) together_.phrases.push_back(question_.together);
    return near_.run();
  }

  // Whether the article holds what is asked for; its score.
  bool take(FoundArticle& found) const {
    const size_t p = found.part;
    const uint32_t a = found.article;
    for (size_t c = 0; c < all_.size(); ++c) {
      bool any = false, spelt = false;
      for (size_t i = 0; i < all_[c].size(); ++i) {
        const Held& held = all_[c][i].held(p)[a];
        if (!held.any()) continue;
        any = true;
        spelt = spelt || held.spelt > 0;
        found.score += score_.of(held, weights_[c][i], articles(p)[a].positions);
      }
      if (!any) return false;
      found.as_spelt = found.as_spelt && spelt;
    }
    if (std::any_of(none_.begin(), none_.end(), [&](const Answering& n) { return n.held(p)[a].any(); })) return false;
    if (near_.held(p)[a].any()) found.score += found.score / 3;
    return !question_.accepts || question_.accepts(found.id);
  }

  void rank() {
    std::vector<FoundArticle> found;
    for (uint32_t p = 0; p < parts_.size(); ++p) {
      for (uint32_t a = 0; a < articles(p).size(); ++a) {
        FoundArticle one{p, a, true, 0, articles(p)[a].id};
        if (take(one)) found.push_back(one);
      }
    }
    answer_.articles = found.size();
    const auto before = [this](const FoundArticle& x, const FoundArticle& y) {
      if (x.as_spelt != y.as_spelt) return x.as_spelt;
      if (x.score != y.score) return x.score > y.score;
      return day(x) != day(y) ? day(x) > day(y) : x.id < y.id;
    };
    const size_t first = std::min(question_.offset, found.size());
    const size_t last = first + std::min(question_.limit, found.size() - first);
    const auto at = [&found](size_t i) { return found.begin() + static_cast<std::ptrdiff_t>(i); };
    std::partial_sort(found.begin(), at(last), found.end(), before);
    answer_.shown.assign(at(first), at(last));
  }

  // Where the words stand in the articles shown.
  Status locate() {
    answer_.words.resize(answer_.shown.size());
    for (size_t p = 0; p < parts_.size(); ++p) {
      std::vector<uint8_t> wanted(articles(p).size(), 0);
      for (const FoundArticle& f : answer_.shown) {
        if (f.part == p) wanted[f.article] = 1;
      }
      if (std::find(wanted.begin(), wanted.end(), 1) == wanted.end()) continue;
      std::vector<std::pair<Occurrence, How>> places;
      for (const std::vector<Answering>& clause : all_) {
        for (const Answering& one : clause) {
          Status status = one.places(p, wanted, places);
          if (!status) return status;
        }
      }
      std::sort(places.begin(), places.end());
      for (size_t i = 0; i < answer_.shown.size(); ++i) {
        if (answer_.shown[i].part == p) answer_.words[i] = words_in(answer_.shown[i].article, places);
      }
    }
    return {};
  }

  static std::vector<FoundWord> words_in(uint32_t article, const std::vector<std::pair<Occurrence, How>>& places) {
    std::vector<FoundWord> words;
    auto place = std::lower_bound(places.begin(), places.end(), std::pair(Occurrence{article, 0}, How::kSpelling));
    for (; place != places.end() && place->first.article == article; ++place) {
      if (words.empty() || words.back().position != place->first.position) words.push_back({place->first.position, place->second});
    }
    return words;
  }

  const Index& index_;
  const std::vector<Index::Part>& parts_;
  const Question& question_;
  Score score_;
  std::vector<std::vector<Answering>> all_;
  std::vector<std::vector<int64_t>> weights_;
  std::vector<Answering> none_;
  Sought together_;
  Answering near_{index_, together_};
  Answer answer_;
};

}  // namespace

Result<Answer> Index::ask(const Question& question) const { return Asking(*this, parts_, question, Score(articles_, positions_)).run(); }

}  // namespace waqai::search

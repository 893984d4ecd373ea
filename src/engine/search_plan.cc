// SPDX-License-Identifier: Apache-2.0
#include "engine/search_plan.h"

#include <algorithm>

#include "base/error_codes.h"
#include "pipeline/search_words.h"
#include "search/article_words.h"
#include "search/names.h"
#include "search/query.h"
#include "search/text_words.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai {
namespace {

using search::How;
using search::QueryWord;
using search::Sought;

constexpr size_t kLongestName = 5;      // words of a name in Latin letters
constexpr size_t kMostRespellings = 8;  // by consonants
constexpr size_t kMostAliases = 60;     // looked at
constexpr size_t kLeastPrefix = 2;      // letters

void add_once(std::vector<std::string>& list, const std::string& value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

bool is_arabic(const std::string& key) { return !key.empty() && text::key_letter(key.front()) != 0; }

// With and without the article.
void add_both(std::vector<std::string>& list, const std::string& form) {
  static const std::string kArticleKey = {text::key_byte(text::kAlef), text::key_byte(text::kLam)};
  add_once(list, form);
  if (!is_arabic(form)) return;
  const std::string bare(search::without_article(form));
  add_once(list, bare);
  add_once(list, kArticleKey + bare);
}

bool is_function(const annot::Word& word) {
  using annot::Upos;
  static constexpr Upos kFunction[] = {Upos::kAdp, Upos::kCconj, Upos::kSconj, Upos::kPart, Upos::kPron, Upos::kDet, Upos::kAux};
  return !word.guessed && std::find(std::begin(kFunction), std::end(kFunction), word.upos) != std::end(kFunction);
}

// One word of the query as the analyser reads it.
struct ReadWord {
  std::string whole;                // folded
  std::vector<std::string> forms;   // without clitics; the whole where it has none
  std::vector<std::string> lemmas;  // as the index names them
  std::string latin;                // where it is written in Latin or Cyrillic letters
  uint32_t position = 0;            // within its part of the query
  bool function = false;
};

class Planner {
 public:
  Planner(const QueryReader& reader, const search::Index& index, const SearchQuery& query) : reader_(reader), index_(index), asked_(query) {}

  Result<SearchPlan> plan() {
    const Result<search::Query> parsed = search::parse_query(text::to_valid_utf8(asked_.words));
    if (!parsed) return parsed.status();
    const search::Query& query = parsed.value();
    for (size_t c = 0; c < query.all.size();) {
      const Result<size_t> name = take_name(query, c);
      if (!name) return name.status();
      if (name.value() > 0) {
        c += name.value();
        continue;
      }
      Status status = take_clause(query.all[c]);
      if (!status) return status;
      ++c;
    }
    if (plan_.question.all.empty()) {
      return Status::error(base::kBadValue, ErrorKind::kUsage, "these words are in nearly every article")
          .hint("add a word that tells more, or put them in quotes to find them as a phrase: \"" + asked_.words + "\"");
    }
    for (const QueryWord& word : query.none) {
      Result<Sought> sought = sought_for(word, true);
      if (!sought) return sought.status();
      plan_.question.none.push_back(std::move(sought).value());
    }
    if (plan_.question.all.size() > 1 && together_) plan_.question.together.places = std::move(places_);
    plan_.words.insert(plan_.words.end(), ignored_.begin(), ignored_.end());
    return std::move(plan_);
  }

 private:
  // The words of one part of the query.  Read by itself: what a person types is no sentence.
  Result<std::vector<ReadWord>> read(const std::string& part) {
    Article article;
    article.text = part;
    Status status = reader_.pipeline.annotate(article, reader_.scratch, annot::kWordLayer);
    if (!status) return status;
    const annot::Document& doc = reader_.scratch.document;
    std::vector<ReadWord> words;
    for (const search::TextWord& at : search::words_of(part)) {
      ReadWord& word = words.emplace_back();
      const std::string_view surface = at.span.of(part);
      word.whole = text::fold_key(surface);
      word.latin = search::plain_latin(surface);
      word.position = at.position;
      if (std::none_of(word.latin.begin(), word.latin.end(), [](char c) { return c >= 'a' && c <= 'z'; })) word.latin.clear();
      bool any = false, function = true;
      for (const annot::Token& token : doc.tokens) {
        if (token.kind != annot::TokenKind::kWord || token.span.begin < at.span.begin || token.span.end > at.span.end) continue;
        for (uint32_t w = token.words.begin; w < token.words.end; ++w) {
          const annot::Word& each = doc.words[w];
          any = true;
          function = function && is_function(each);
          if (each.proclitic || each.enclitic) continue;
          add_once(word.forms, text::fold_key(each.form));
          add_once(word.lemmas, pipeline::search_lemma(each));
        }
      }
      word.function = any && function;
      add_once(word.forms, word.whole);
    }
    return words;
  }

  // A name in Latin letters that begins at clause `first`: how many clauses it takes; 0 where there is none.
  Result<size_t> take_name(const search::Query& query, size_t first) {
    std::vector<std::string> latin;
    std::vector<size_t> ends;  // words up to each clause
    std::string typed;
    std::vector<std::string> texts;
    for (size_t c = first; c < query.all.size() && latin.size() < kLongestName; ++c) {
      if (query.all[c].size() != 1 || query.all[c].front().kind == QueryWord::Kind::kPrefix) break;
      const Result<std::vector<ReadWord>> words = read(query.all[c].front().text);
      if (!words) return words.status();
      if (std::any_of(words.value().begin(), words.value().end(), [](const ReadWord& w) { return w.latin.empty(); })) break;
      for (const ReadWord& word : words.value()) latin.push_back(word.latin);
      ends.push_back(latin.size());
      typed += (typed.empty() ? "" : " ") + query.all[c].front().text;
      texts.push_back(typed);
    }
    // The longest first; a single word is one in the end, known or not.
    for (size_t count = ends.size(); count > 0; --count) {
      latin.resize(ends[count - 1]);
      Result<Sought> sought = latin_name(latin, texts[count - 1]);
      if (!sought) return sought.status();
      if (count > 1 && sought.value().names.empty() && sought.value().phrases.size() < 2) continue;
      together_ = false;
      plan_.question.all.push_back({std::move(sought).value()});
      plan_.words.push_back({texts[count - 1], false, {}});
      return count;
    }
    return size_t{0};
  }

  // Words in Latin letters as they stand, and the Arabic spellings of the name that they are.
  Result<Sought> latin_name(const std::vector<std::string>& latin, const std::string& typed) {
    Sought sought;
    add_spelling(typed, sought);
    if (asked_.whole_words) return sought;
    const NameForms forms = reader_.names.find(latin);
    add_forms(forms, sought);
    Status status = add_aliases(search::latin_skeletons(latin.back()), forms.persons, sought);
    if (status && latin.size() == 1 && forms.empty()) status = add_respellings(search::latin_skeletons(latin.front()), sought);
    if (!status) return status;
    return sought;
  }

  // Words of articles that sound like it and are known to name the same person.
  Status add_aliases(const std::vector<std::string>& skeletons, const std::vector<uint32_t>& persons, Sought& sought) {
    if (persons.empty()) return {};
    const Result<std::vector<std::string>> forms = index_.names_like(skeletons, kMostAliases);
    if (!forms) return forms.status();
    for (const std::string& form : forms.value()) {
      if (reader_.names.names_one_of(form, persons)) add_both(sought.names, form);
    }
    return {};
  }

  // What was typed in Latin letters, as it may stand in a text.
  static void add_spelling(const std::string& typed, Sought& sought) {
    const std::vector<search::TextWord> words = search::words_of(typed);
    search::SoughtPhrase phrase;
    for (const search::TextWord& word : words) phrase.places.push_back({text::fold_key(word.span.of(typed))});
    if (words.size() == 1) add_once(sought.spellings, phrase.places.front().front());
    else sought.phrases.push_back(std::move(phrase));
  }

  static void add_forms(const NameForms& forms, Sought& sought) {
    for (const std::string& word : forms.words) add_both(sought.names, word);
    for (const std::vector<std::string>& words : forms.phrases) {
      search::SoughtPhrase phrase;
      phrase.how = How::kName;
      for (const std::string& word : words) phrase.places.push_back({word});
      sought.phrases.push_back(std::move(phrase));
    }
  }

  Status add_respellings(std::vector<std::string> skeletons, Sought& sought) {
    // Two consonants are shared by too many words.
    std::erase_if(skeletons, [](const std::string& key) { return key.size() < 3; });
    const Result<std::vector<std::string>> forms = index_.names_like(skeletons, kMostRespellings);
    if (!forms) return forms.status();
    for (const std::string& form : forms.value()) add_once(sought.names, form);
    return {};
  }

  Status take_clause(const std::vector<QueryWord>& any) {
    std::vector<Sought> clause;
    std::vector<SearchWord> words;
    std::vector<std::string> place;
    for (const QueryWord& word : any) {
      if (word.kind == QueryWord::Kind::kWord) {
        const Result<std::vector<ReadWord>> read_words = read(word.text);
        if (!read_words) return read_words.status();
        if (read_words.value().front().function) {
          ignored_.push_back({word.text, true, {}});
          continue;
        }
      }
      Result<Sought> sought = sought_for(word, false);
      if (!sought) return sought.status();
      place = sought.value().spellings;
      clause.push_back(std::move(sought).value());
      words.push_back({word.text, false, {}});
    }
    together_ = together_ && any.size() == 1 && (clause.empty() || !place.empty());
    places_.push_back(clause.empty() ? std::vector<std::string>() : place);
    if (clause.empty()) return {};
    plan_.question.all.push_back(std::move(clause));
    plan_.words.insert(plan_.words.end(), words.begin(), words.end());
    return {};
  }

  Result<Sought> sought_for(const QueryWord& word, bool excluded) {
    const Result<std::vector<ReadWord>> read_words = read(word.text);
    if (!read_words) return read_words.status();
    const std::vector<ReadWord>& words = read_words.value();
    if (word.kind != QueryWord::Kind::kPrefix && std::none_of(words.begin(), words.end(), [](const ReadWord& w) { return w.latin.empty(); })) {
      std::vector<std::string> latin;
      latin.reserve(words.size());
      for (const ReadWord& each : words) latin.push_back(each.latin);
      return latin_name(latin, word.text);
    }
    Sought sought;
    sought.own_lemmas = !excluded && !asked_.whole_words;
    if (word.kind == QueryWord::Kind::kPhrase) {
      take_phrase(words, sought);
      return sought;
    }
    if (word.kind == QueryWord::Kind::kPrefix) {
      const std::string key = text::fold_key(word.text);
      if (key.size() < kLeastPrefix)
        return Status::error(base::kBadValue, ErrorKind::kUsage, "too short a beginning: " + word.text + "*")
            .hint("write two letters or more before the *");
      sought.own_lemmas = false;
      add_both(sought.prefixes, key);
      return sought;
    }
    const ReadWord& only = words.front();
    for (const std::string& form : only.forms) {
      if (asked_.whole_words) add_once(sought.spellings, form);
      else add_both(sought.spellings, form);
    }
    if (!sought.own_lemmas) return sought;
    return with_others(only, std::move(sought));
  }

  void take_phrase(const std::vector<ReadWord>& words, Sought& sought) {
    sought.own_lemmas = false;
    if (words.size() == 1) {
      sought.spellings = words.front().forms;
      return;
    }
    search::SoughtPhrase phrase;
    for (const ReadWord& word : words) {
      phrase.places.resize(word.position + 1 - words.front().position);
      phrase.places.back() = word.forms;
    }
    sought.phrases.push_back(std::move(phrase));
  }

  // Spellings of the name that an Arabic word is, and, for a form that no article has, its lemma and, of names, what sounds alike.
  Result<Sought> with_others(const ReadWord& word, Sought sought) {
    const NameForms others = reader_.names.others(word.whole);
    add_forms(others, sought);
    if (Status found = add_aliases({search::arabic_skeleton(word.whole)}, others.persons, sought); !found) return found;
    bool held = false;
    for (const std::string& form : sought.spellings) {
      const Result<bool> has = index_.holds(form);
      if (!has) return has.status();
      held = held || has.value();
    }
    if (held) return sought;
    sought.lemmas = word.lemmas;
    const bool known = std::none_of(word.lemmas.begin(), word.lemmas.end(), [](const std::string& lemma) {
      return lemma.ends_with(search::kNameMark) || lemma.ends_with(search::kGuessMark);
    });
    Status status = is_arabic(word.whole) && !known ? add_respellings({search::arabic_skeleton(word.whole)}, sought) : Status();
    if (!status) return status;
    return sought;
  }

  const QueryReader& reader_;
  const search::Index& index_;
  const SearchQuery& asked_;
  SearchPlan plan_;
  std::vector<SearchWord> ignored_;
  std::vector<std::vector<std::string>> places_;  // of the words in their order, for those that stand together
  bool together_ = true;
};

}  // namespace

Result<SearchPlan> plan_search(const QueryReader& reader, const search::Index& index, const SearchQuery& query) {
  Result<SearchPlan> plan = Planner(reader, index, query).plan();
  if (plan) {
    plan.value().question.offset = static_cast<size_t>(std::max<int64_t>(0, query.offset));
    plan.value().question.limit = static_cast<size_t>(std::max<int64_t>(0, query.limit));
  }
  return plan;
}

}  // namespace waqai

// SPDX-License-Identifier: Apache-2.0
#include "lexicon/words_rows.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error_codes.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

struct KindName {
  std::string_view name;
  NounKind kind;
};
constexpr KindName kNounKinds[] = {{"person", NounKind::kPerson}, {"group", NounKind::kGroup}, {"place", NounKind::kPlace},
                                   {"time", NounKind::kTime},     {"unit", NounKind::kUnit},   {"weapon", NounKind::kWeapon},
                                   {"act", NounKind::kAct},       {"thing", NounKind::kThing}, {"abstract", NounKind::kAbstract},
                                   {"number", NounKind::kNumber}};
constexpr KindName kAdjectiveKinds[] = {{"nisba", NounKind::kNisba},
                                        {"quality", NounKind::kQuality},
                                        {"elative", NounKind::kElative},
                                        {"colour", NounKind::kColour},
                                        {"participle", NounKind::kParticiple}};
constexpr KindName kNameKinds[] = {{"given", NounKind::kGiven}, {"family", NounKind::kFamily}, {"place", NounKind::kPlace}, {"org", NounKind::kOrg}};

constexpr std::string_view kUposNames[] = {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "SCONJ", "X"};

// Values of the plural column, as bytes of UTF-8.
constexpr std::string_view kSoundMasculine = "\xd9\x88\xd9\x86";  // waw noon
constexpr std::string_view kSoundFeminine = "\xd8\xa7\xd8\xaa";   // alef teh
constexpr std::string_view kTaMarbuta = "\xd8\xa9";

template <size_t N>
bool find_kind(const KindName (&kinds)[N], std::string_view name, NounKind& kind) {
  for (const KindName& one : kinds) {
    if (one.name != name) continue;
    kind = one.kind;
    return true;
  }
  return false;
}

template <size_t N>
std::string names_of(const KindName (&kinds)[N]) {
  std::string out;
  for (const KindName& one : kinds) out += (out.empty() ? "" : ", ") + std::string(one.name);
  return out;
}

int parse_form(std::string_view cell) {
  const bool quad = !cell.empty() && cell[0] == 'Q';
  if (quad) cell.remove_prefix(1);
  int value = 0;
  const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (failure != std::errc() || end != cell.data() + cell.size()) return 0;
  if (quad) return value >= 1 && value <= 4 ? kFormQ1 - 1 + value : 0;
  return value >= 1 && value <= 15 ? value : 0;
}

class RowReader {
 public:
  RowReader(const SourceSet& sources, Findings& findings) : sources_(sources), findings_(findings) {}

  WordRows run() {
    each("lexicon/verbs", {"lemma", "root", "form", "vowel", "trans", "preps", "masdar", "gloss"}, [this] { verb(); });
    each("lexicon/nouns", {"lemma", "root", "gender", "plural", "kind", "gloss"}, [this] { noun(); });
    each("lexicon/adjectives", {"lemma", "root", "fem", "plural", "kind", "gloss"}, [this] { adjective(); });
    each("lexicon/names", {"lemma", "gender", "kind", "gloss"}, [this] { name(); });
    each("lexicon/function", {"form", "lemma", "upos", "feats", "governs", "gloss"}, [this] { function(); });
    each("lexicon/spelling", {"wrong", "right"}, [this] { spelling(); });
    return std::move(rows_);
  }

 private:
  template <typename Visit>
  void each(std::string_view prefix, const std::vector<std::string_view>& columns, Visit visit) {
    for (const Table& table : sources_.tables(prefix, columns, findings_)) {
      table_ = &table;
      const std::string_view file_name = sources_.files()[table.file].name;
      for (const TableRow& row : table.rows) {
        row_ = &row;
        at_ = {table.file, row.line, file_name, cell("lemma"), cell("root"), cell("gloss")};
        visit();
      }
    }
  }

  std::string_view cell(std::string_view column) const { return table_->cell(*row_, column); }
  void error(int code, std::string problem, std::string remedy) {
    findings_.error(code, at_.file_name, at_.line, std::move(problem), std::move(remedy));
  }
  void bad_value(const std::string& column, std::string_view value, std::string allowed) {
    error(base::kDictionaryValue, "'" + std::string(value) + "' is no " + column, "allowed: " + std::move(allowed));
  }

  // Sounds of a vocalised cell; a finding and empty where it is none.
  Sounds sounds(std::string_view vocalised) {
    const std::optional<Sounds> parsed = parse_sounds(vocalised);
    if (parsed) return settle(*parsed);
    error(base::kDictionaryValue, "'" + std::string(vocalised) + "' is no vocalised word",
          "write Arabic letters with their vowel marks, nothing else");
    return {};
  }

  // Replaces an earlier row with the same lemma, class and gloss.
  template <typename Source>
  void keep(std::vector<Source>& list, WordClass word_class, Source source) {
    const auto key = std::tuple(word_class, at_.lemma, at_.gloss);
    const auto [place, added] = seen_.try_emplace(key, list.size());
    if (added) {
      list.push_back(std::move(source));
      return;
    }
    Source& old = list[place->second];
    findings_.warning(base::kDictionaryDuplicate, at_.file_name, at_.line,
                      "'" + std::string(at_.lemma) + "' stands already in " + std::string(old.at.file_name) + ":" + std::to_string(old.at.line),
                      "remove one of the two rows");
    old = std::move(source);
  }

  void verb() {
    VerbSource verb{at_, {}, cell("preps"), 0, split_list(cell("masdar"))};
    verb.row.lemma = sounds(at_.lemma);
    verb.row.root = parse_root(at_.root);
    verb.row.form = parse_form(cell("form"));
    const std::string_view vowel = cell("vowel");
    verb.row.vowel = vowel.empty() ? '\0' : vowel[0];
    if (verb.row.lemma.empty()) return;
    if (verb.row.form == 0) return bad_value("form", cell("form"), "1 to 15, Q1 to Q4");
    for (const char c : cell("trans")) {
      if (c == 't' || c == 'b' || c == 'd') verb.flags |= kTransitive;
      if (c == 'i' || c == 'b') verb.flags |= kIntransitive;
      if (c == 'd') verb.flags |= kTwoObjects;
      if (c == 'p') verb.flags |= kPassiveUsual;
    }
    if (verb.flags == 0 || verb.flags == kPassiveUsual) return bad_value("transitivity", cell("trans"), "i, t, d, b, each with or without p");
    verb.row.passive = (verb.flags & (kTransitive | kPassiveUsual)) != 0;
    const std::string problem = check_verb(verb.row);
    if (!problem.empty())
      return error(base::kDictionaryValue, "'" + std::string(at_.lemma) + "': " + problem, "correct lemma, root, form and vowel so that they agree");
    keep(rows_.verbs, WordClass::kVerb, std::move(verb));
  }

  // Sound plurals and broken plurals of the cell into `row`.
  void plurals(NounRow& row) {
    for (const std::string_view plural : split_list(cell("plural"))) {
      if (plural == kSoundMasculine) row.plural_una = true;
      else if (plural == kSoundFeminine) row.plural_at = true;
      else add_broken(row, sounds(plural));
    }
  }

  static void add_broken(NounRow& row, Sounds plural) {
    const bool whole_una =
        plural.size() == row.lemma.size() + 2 && plural.compare(0, row.lemma.size(), row.lemma) == 0 && plural[row.lemma.size()] == 'U';
    if (whole_una) row.plural_una = true;
    else if (plural.size() > 1) row.broken.push_back(std::move(plural));
  }

  void noun() {
    NounSource noun{at_, {}, WordClass::kNoun, NounKind::kNone};
    noun.row.lemma = sounds(at_.lemma);
    noun.row.root = parse_root(at_.root);
    if (noun.row.lemma.size() < 2) return;
    if (!find_kind(kNounKinds, cell("kind"), noun.kind)) return bad_value("kind", cell("kind"), names_of(kNounKinds));
    if (cell("gender") != "m" && cell("gender") != "f") return bad_value("gender", cell("gender"), "m, f");
    noun.row.gender = cell("gender") == "f" ? kFem : kMasc;
    plurals(noun.row);
    noun.row.has_feminine =
        noun.kind == NounKind::kPerson && noun.row.gender == kMasc && (is_consonant(noun.row.lemma.back()) || noun.row.lemma.back() == 'I');
    check_spelling(noun.row.lemma);
    keep(rows_.nouns, WordClass::kNoun, std::move(noun));
  }

  // A lemma whose hamza or long vowels are not where its sounds put them.
  void check_spelling(const Sounds& lemma) {
    const std::string expected = spell(lemma);
    if (text::exact_key(expected) == text::exact_key(at_.lemma)) return;
    findings_.warning(base::kDictionaryValue, at_.file_name, at_.line, "'" + std::string(at_.lemma) + "' would be written '" + expected + "'",
                      "check hamza, long vowels and marks");
  }

  void adjective() {
    NounSource adjective{at_, {}, WordClass::kAdjective, NounKind::kNone};
    NounRow& row = adjective.row;
    row.lemma = sounds(at_.lemma);
    row.root = parse_root(at_.root);
    if (row.lemma.size() < 2) return;
    if (!find_kind(kAdjectiveKinds, cell("kind"), adjective.kind)) return bad_value("kind", cell("kind"), names_of(kAdjectiveKinds));
    const bool special = adjective.kind == NounKind::kElative || adjective.kind == NounKind::kColour;
    const std::string_view feminine = cell("fem");
    row.has_feminine = !special || !feminine.empty();
    if (!feminine.empty() && feminine != kTaMarbuta) row.feminine = sounds(feminine);
    row.diptote = special;
    plurals(row);
    const bool sound_plural = adjective.kind == NounKind::kNisba || adjective.kind == NounKind::kParticiple;
    if (sound_plural && row.broken.empty()) row.plural_una = true;
    check_spelling(row.lemma);
    keep(rows_.nouns, WordClass::kAdjective, std::move(adjective));
  }

  void name() {
    NounSource name{at_, {}, WordClass::kName, NounKind::kNone};
    name.row.name = true;
    name.row.gender = cell("gender") == "f" ? kFem : cell("gender") == "m" ? kMasc : CellValue{};
    if (!find_kind(kNameKinds, cell("kind"), name.kind)) return bad_value("kind", cell("kind"), names_of(kNameKinds));
    const bool one_word = !at_.lemma.empty() && at_.lemma.find(' ') == std::string_view::npos;
    if (!one_word)
      return error(base::kDictionaryValue, "a name of no or several words", "give each word its own row; whole names belong into actors/ or places/");
    keep(rows_.nouns, WordClass::kName, std::move(name));
  }

  void function() {
    FunctionSource source{at_, cell("form"), cell("upos"), cell("feats"), cell("governs"), WordClass::kFunction};
    if (source.form.size() > 1 && source.form.back() == '+') {
      source.word_class = WordClass::kProclitic;
      source.form.remove_suffix(1);
    } else if (source.form.size() > 1 && source.form.front() == '+') {
      source.word_class = WordClass::kEnclitic;
      source.form.remove_prefix(1);
    }
    if (source.at.lemma.size() > 1 && source.at.lemma.back() == '+') source.at.lemma.remove_suffix(1);
    const bool known = std::find(std::begin(kUposNames), std::end(kUposNames), source.upos) != std::end(kUposNames);
    if (!known) return bad_value("part of speech", source.upos, "the UD tags of closed classes, and NOUN, ADJ");
    if (source.form.find(' ') != std::string_view::npos || text::exact_key(source.form).empty())
      return bad_value("form", source.form, "one Arabic word, or a clitic");
    rows_.functions.push_back(source);
  }

  void spelling() {
    SpellingSource source{at_, cell("wrong"), cell("right")};
    if (text::exact_key(source.wrong).empty() || text::exact_key(source.right).empty()) {
      return error(base::kDictionaryValue, "a misspelling without its two forms", "fill `wrong` and `right`");
    }
    rows_.spellings.push_back(source);
  }

  const SourceSet& sources_;
  Findings& findings_;
  WordRows rows_;
  const Table* table_ = nullptr;
  const TableRow* row_ = nullptr;
  WordOrigin at_;
  std::map<std::tuple<WordClass, std::string_view, std::string_view>, size_t> seen_;
};

}  // namespace

WordRows read_word_rows(const SourceSet& sources, Findings& findings) { return RowReader(sources, findings).run(); }

}  // namespace waqai::lexicon

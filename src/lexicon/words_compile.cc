// SPDX-License-Identifier: Apache-2.0
#include "lexicon/words_compile.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "base/error_codes.h"
#include "lexicon/words.h"
#include "lexicon/words_rows.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

using text::key_byte;

// One spelling of one cell of one lexeme.
struct Spelled {
  std::string key;  // folded
  uint32_t lexeme = 0;
  uint32_t signature = 0;
  uint32_t cell = 0;
  auto order() const { return std::tie(key, lexeme, signature, cell); }
};

// Voice and verb form that a noun or adjective has from its verb.
struct Derivation {
  uint32_t verb_form = 0;
  uint32_t voice = 0;
};

constexpr size_t kArticleBytes = 4;  // alef and lam in UTF-8

class WordsCompiler {
 public:
  WordsCompiler(const SourceSet& sources, Findings& findings) : findings_(findings), rows_(read_word_rows(sources, findings)) {}

  std::string run() {
    for (const VerbSource& verb : rows_.verbs) add_verb(verb);
    const auto first_noun = static_cast<uint32_t>(lexemes_.size());
    for (const NounSource& noun : rows_.nouns) index_noun(noun);
    for (uint32_t i = 0; i < rows_.verbs.size(); ++i) derive(rows_.verbs[i], i);
    for (uint32_t i = 0; i < rows_.nouns.size(); ++i) add_noun_forms(rows_.nouns[i], first_noun + i);
    mark_bound_variants();
    for (const FunctionSource& function : rows_.functions) add_function(function);
    add_misspellings();
    return write();
  }

 private:
  // ---- lexemes ----

  Lexeme lexeme_of(const WordOrigin& at, WordClass word_class, std::string_view upos) {
    Lexeme lexeme;
    lexeme.lemma = strings_.intern(at.lemma);
    lexeme.gloss = strings_.intern(at.gloss);
    lexeme.root = strings_.intern(at.root);
    lexeme.upos = strings_.intern(upos);
    lexeme.file = at.file;
    lexeme.line = at.line;
    lexeme.word_class = word_class;
    return lexeme;
  }

  uint32_t add_lexeme(const Lexeme& lexeme) {
    lexemes_.push_back(lexeme);
    derivations_.emplace_back();
    return static_cast<uint32_t>(lexemes_.size() - 1);
  }

  void add_verb(const VerbSource& verb) {
    Lexeme lexeme = lexeme_of(verb.at, WordClass::kVerb, "VERB");
    lexeme.preps = strings_.intern(verb.preps);
    lexeme.verb_flags = verb.flags;
    lexeme.form = static_cast<uint8_t>(verb.row.form);
    lexeme.verb = static_cast<uint32_t>(lexemes_.size());
    const uint32_t id = add_lexeme(lexeme);
    for (const Inflected& form : inflect_verb(verb.row)) add_spelled(form.spelling, id, form.cell);
  }

  void index_noun(const NounSource& noun) {
    const bool adjective = noun.word_class == WordClass::kAdjective;
    Lexeme lexeme = lexeme_of(noun.at, noun.word_class, adjective ? "ADJ" : noun.row.name ? "PROPN" : "NOUN");
    lexeme.kind = noun.kind;
    if (noun.row.name && has_article(text::exact_key(noun.at.lemma))) lexeme.lemma = strings_.intern(noun.at.lemma.substr(kArticleBytes));
    const uint32_t id = add_lexeme(lexeme);
    if (!noun.row.name) by_sounds_[{noun.word_class, noun.row.lemma}].push_back(id);
  }

  // ---- what comes from a verb ----

  void derive(const VerbSource& verb, uint32_t id) {
    for (const std::string_view masdar : verb.masdars) derive_masdar(verb, id, masdar);
    derive_participle(verb, id, {kParticiple, kActive}, active_participle(verb.row));
    const bool passive = (verb.flags & (kTransitive | kPassiveUsual)) != 0;
    if (passive) derive_participle(verb, id, {kParticiple, kPassive}, passive_participle(verb.row));
  }

  // Nouns that name an act, not somebody or something that is called after it.
  static bool may_be_masdar(NounKind kind) {
    return kind == NounKind::kAct || kind == NounKind::kAbstract || kind == NounKind::kThing || kind == NounKind::kGroup;
  }

  void link(uint32_t noun, uint32_t verb, Derivation derivation) {
    if (lexemes_[noun].verb != kNoLexeme) return;
    lexemes_[noun].verb = verb;
    derivations_[noun] = derivation;
  }

  void derive_masdar(const VerbSource& verb, uint32_t id, std::string_view vocalised) {
    const std::optional<Sounds> parsed = parse_sounds(vocalised);
    if (!parsed || parsed->size() < 2) {
      findings_.error(base::kDictionaryValue, verb.at.file_name, verb.at.line, "'" + std::string(vocalised) + "' is no vocalised masdar",
                      "write Arabic letters with their vowel marks");
      return;
    }
    const Sounds sounds = settle(*parsed);
    const auto rows = by_sounds_.find({WordClass::kNoun, sounds});
    if (rows != by_sounds_.end()) {
      for (const uint32_t noun : rows->second) {
        if (may_be_masdar(lexemes_[noun].kind)) link(noun, id, {kMasdar, 0});
      }
      return;
    }
    NounSource noun{verb.at, {}, WordClass::kNoun, NounKind::kAct};
    noun.at.lemma = vocalised;
    noun.row.lemma = sounds;
    noun.row.root = verb.row.root;
    noun.row.gender = sounds.back() == 'T' ? kFem : kMasc;
    noun.row.plural_at = true;
    add_derived(noun, id, {kMasdar, 0});
  }

  void derive_participle(const VerbSource& verb, uint32_t id, Derivation derivation, const Sounds& sounds) {
    if (sounds.size() < 3) return;
    link_all({WordClass::kNoun, sounds}, id, derivation);
    if (link_all({WordClass::kAdjective, sounds}, id, derivation)) return;
    const std::string lemma = spell(sounds);
    NounSource adjective{verb.at, {}, WordClass::kAdjective, NounKind::kParticiple};
    adjective.at.lemma = lemma;
    adjective.row.lemma = sounds;
    adjective.row.root = verb.row.root;
    adjective.row.has_feminine = true;
    adjective.row.plural_una = true;
    add_derived(adjective, id, derivation);
  }

  bool link_all(const std::pair<WordClass, Sounds>& key, uint32_t verb, Derivation derivation) {
    const auto rows = by_sounds_.find(key);
    if (rows == by_sounds_.end()) return false;
    for (const uint32_t id : rows->second) link(id, verb, derivation);
    return true;
  }

  void add_derived(const NounSource& noun, uint32_t verb, Derivation derivation) {
    const bool adjective = noun.word_class == WordClass::kAdjective;
    Lexeme lexeme = lexeme_of(noun.at, noun.word_class, adjective ? "ADJ" : "NOUN");
    lexeme.kind = noun.kind;
    lexeme.verb = verb;
    lexeme.derived = 1;
    const uint32_t id = add_lexeme(lexeme);
    derivations_[id] = derivation;
    by_sounds_[{noun.word_class, noun.row.lemma}].push_back(id);
    add_noun_forms(noun, id);
  }

  // ---- forms ----

  void add_noun_forms(const NounSource& noun, uint32_t id) {
    if (noun.row.name) return add_name(noun, id);
    NounRow row = noun.row;
    const bool taken = row.has_feminine && noun.word_class == WordClass::kNoun && by_sounds_.contains({WordClass::kNoun, row.lemma + "aT"});
    if (taken) row.has_feminine = false;  // a school is no female teacher
    for (Inflected form : inflect_noun(row)) {
      form.cell.verb_form = derivations_[id].verb_form;
      form.cell.voice = derivations_[id].voice;
      add_spelled(form.spelling, id, form.cell);
    }
    Cell as_written = Cell::unpack(spelled_.back().cell);
    as_written.gender = row.gender;
    as_written.number = kSing;
    as_written.cases = kAnyCase;
    as_written.states = kAnyState;
    as_written.attach = kFree;
    add_spelled(noun.at.lemma, id, as_written);  // the row may seat a hamza otherwise
  }

  // REQUIRES: the lemma of a name, which has no marks.
  static bool has_article(std::string_view key) { return key.size() > 3 && key[0] == key_byte(text::kAlef) && key[1] == key_byte(text::kLam); }

  // Names stand as they are; one with the article is found after it.
  void add_name(const NounSource& name, uint32_t id) {
    std::string key = text::exact_key(name.at.lemma);
    Cell cell;
    cell.gender = name.row.gender;
    cell.number = kSing;
    cell.cases = kAnyCase;
    const bool article = has_article(key);
    cell.states = article ? kWithArticle : kIndefinite | kConstruct;
    if (article) key.erase(0, 2);
    add_key(key, id, cell);
  }

  // Prepositions whose form before pronouns has a row of its own.
  void mark_bound_variants() {
    for (const FunctionSource& function : rows_.functions) {
      if (function.feats.find("Variant=Bound") != std::string_view::npos) has_bound_.push_back(function.at.lemma);
    }
  }

  static bool takes_article(const FunctionSource& f) {
    if (f.upos == "NUM" || f.upos == "ADJ" || f.upos == "NOUN") return true;
    const bool quantifier = f.feats.find("PronType=Tot") != std::string_view::npos || f.feats.find("PronType=Ind") != std::string_view::npos;
    return quantifier && f.upos == "DET" && f.governs == "gen";
  }

  static bool takes_pronoun(const FunctionSource& f) {
    const bool nominal = f.upos == "NUM" || f.upos == "NOUN" || (f.upos == "DET" && f.governs == "gen") || (f.upos == "PRON" && f.governs == "gen");
    const bool other = (f.upos == "ADP" || f.upos == "ADV") && f.governs == "gen";
    return nominal || other || ((f.upos == "SCONJ" || f.upos == "PART") && f.governs == "acc");
  }

  void add_function(const FunctionSource& function) {
    Lexeme lexeme = lexeme_of(function.at, function.word_class, function.upos);
    lexeme.feats = strings_.intern(function.feats);
    lexeme.preps = strings_.intern(function.governs);
    const std::string key = text::exact_key(function.form);
    if (function.word_class != WordClass::kFunction) {
      lexeme.root = strings_.intern(text::key_to_utf8(key));  // clitics: their letters
      clitics_.push_back(add_lexeme(lexeme));
      return;
    }
    const uint32_t id = add_lexeme(lexeme);
    Cell cell;
    if (takes_article(function)) cell.states = kAnyState;
    const char32_t last = text::key_letter(key.back());
    const bool marbuta = last == text::kTehMarbuta;
    const bool maksura = last == text::kAlefMaksura;
    const bool bound_row = function.feats.find("Variant=Bound") != std::string_view::npos;
    cell.attach = bound_row ? kBound : kFree;
    if (!bound_row && takes_pronoun(function) && !marbuta && !maksura) cell.attach |= kBound;
    add_key(key, id, cell);
    const bool other_row = std::find(has_bound_.begin(), has_bound_.end(), function.at.lemma) != has_bound_.end();
    if (!(marbuta || maksura) || other_row || !takes_pronoun(function)) return;
    cell.attach = kBound;
    add_key(key.substr(0, key.size() - 1) + key_byte(marbuta ? text::kTeh : text::kAlef), id, cell);
  }

  void add_spelled(std::string_view spelling, uint32_t lexeme, const Cell& cell) { add_key(text::exact_key(spelling), lexeme, cell); }

  void add_key(const std::string& exact, uint32_t lexeme, const Cell& cell) {
    if (exact.empty()) return;
    spelled_.push_back({text::fold_exact(exact), lexeme, spelling_signature(exact), cell.pack()});
  }

  // A misspelling has the readings of the word it stands for.
  void add_misspellings() {
    std::unordered_map<std::string, std::vector<std::string>> wrong_of;
    for (const SpellingSource& row : rows_.spellings) wrong_of[text::fold_key(row.right)].push_back(text::exact_key(row.wrong));
    const size_t count = wrong_of.empty() ? 0 : spelled_.size();
    for (size_t i = 0; i < count; ++i) {
      const auto found = wrong_of.find(spelled_[i].key);
      if (found == wrong_of.end()) continue;
      for (const std::string& exact : found->second) {
        Spelled copy = spelled_[i];
        copy.key = text::fold_exact(exact);
        copy.signature = spelling_signature(exact);
        spelled_.push_back(std::move(copy));
      }
    }
  }

  // ---- the section ----

  // Index of the set of cells [begin, end) of one key and lexeme.
  uint32_t cell_set(size_t begin, size_t end) {
    std::vector<SpelledCell> cells;
    for (size_t i = begin; i < end; ++i) {
      Cell cell = Cell::unpack(spelled_[i].cell);
      bool merged = false;
      for (SpelledCell& old : cells) {
        Cell wide = Cell::unpack(old.cell);
        if (merged || old.signature != spelled_[i].signature || !merge_cells(wide, cell)) continue;
        old.cell = wide.pack();
        merged = true;
      }
      if (!merged) cells.push_back({cell.pack(), spelled_[i].signature});
    }
    std::vector<uint64_t> content;
    content.reserve(cells.size());
    for (const SpelledCell& cell : cells) content.push_back(uint64_t{cell.cell} << 32 | cell.signature);
    const auto [place, added] = sets_.try_emplace(content, static_cast<uint32_t>(sets_.size()));
    if (added) {
      cells_.insert(cells_.end(), cells.begin(), cells.end());
      set_cells_.push_back(static_cast<uint32_t>(cells_.size()));
    }
    return place->second;
  }

  void group() {
    std::sort(spelled_.begin(), spelled_.end(), [](const Spelled& a, const Spelled& b) { return a.order() < b.order(); });
    key_forms_.push_back(0);
    set_cells_.push_back(0);
    for (size_t i = 0; i < spelled_.size();) {
      const std::string& key = spelled_[i].key;
      automaton_.add(key);
      while (i < spelled_.size() && spelled_[i].key == key) {
        size_t end = i;
        while (end < spelled_.size() && spelled_[end].key == key && spelled_[end].lexeme == spelled_[i].lexeme) ++end;
        forms_.push_back({spelled_[i].lexeme, cell_set(i, end)});
        i = end;
      }
      key_forms_.push_back(static_cast<uint32_t>(forms_.size()));
    }
    automaton_.finish();
  }

  std::vector<uint32_t> by_lemma() const {
    const StringPoolView strings(strings_.bytes());
    std::vector<uint32_t> ids(lexemes_.size());
    for (uint32_t i = 0; i < ids.size(); ++i) ids[i] = i;
    std::sort(ids.begin(), ids.end(), [&](uint32_t a, uint32_t b) {
      return std::tuple(strings.get(lexemes_[a].lemma), lexemes_[a].word_class, a) <
             std::tuple(strings.get(lexemes_[b].lemma), lexemes_[b].word_class, b);
    });
    return ids;
  }

  std::string write() {
    group();
    SectionWriter writer;
    writer.array(lexemes_);
    writer.array(by_lemma());
    writer.array(clitics_);
    writer.array(key_forms_);
    writer.array(forms_);
    writer.array(set_cells_);
    writer.array(cells_);
    writer.array(automaton_.arcs());
    writer.array(automaton_.before());
    writer.array(std::vector<uint32_t>{automaton_.start()});
    writer.strings(strings_);
    return writer.take();
  }

  Findings& findings_;
  WordRows rows_;
  StringPool strings_;
  std::vector<Lexeme> lexemes_;
  std::vector<Derivation> derivations_;  // one a lexeme
  std::map<std::pair<WordClass, Sounds>, std::vector<uint32_t>> by_sounds_;
  std::vector<std::string_view> has_bound_;
  std::vector<uint32_t> clitics_;
  std::vector<Spelled> spelled_;
  std::vector<uint32_t> key_forms_;
  std::vector<Form> forms_;
  std::vector<uint32_t> set_cells_;
  std::vector<SpelledCell> cells_;
  std::map<std::vector<uint64_t>, uint32_t> sets_;
  AutomatonBuilder automaton_;
};

}  // namespace

void add_words(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  builder.add(std::string(kWordsSection), kWordsVersion, WordsCompiler(sources, findings).run());
}

}  // namespace waqai::lexicon

// SPDX-License-Identifier: Apache-2.0
#include "morphology/clitics.h"

#include "text/fold.h"
#include "text/letters.h"

namespace waqai::morphology {
namespace {

using lexicon::WordClass;

// The role of a proclitic row; kNone for the article and for rows that have none (la- before pronouns).
Proclitic role_of(char letter, std::string_view upos, std::string_view feats) {
  const bool bound = feats.find("Variant=Bound") != std::string_view::npos;
  switch (text::key_letter(letter)) {
    case text::kWaw:
      return Proclitic::kWa;
    case text::kFeh:
      return Proclitic::kFa;
    case text::kBeh:
      return Proclitic::kBi;
    case text::kKaf:
      return Proclitic::kKa;
    case text::kSeen:
      return Proclitic::kSa;
    case text::kAlef:
      return Proclitic::kQuestion;
    case text::kLam:
      break;
    default:
      return Proclitic::kNone;
  }
  if (upos == "SCONJ") return Proclitic::kLiPurpose;
  if (upos == "ADP") return bound ? Proclitic::kNone : Proclitic::kLi;
  return feats.find("Mood=Imp") != std::string_view::npos ? Proclitic::kLiOrder : Proclitic::kLaEmphatic;
}

}  // namespace

Clitics::Clitics(const lexicon::Words& words) {
  proclitics_.fill(kNoLexeme);
  for (const uint32_t id : words.clitics()) {
    const lexicon::Lexeme& row = words.lexeme(id);
    const std::string key = text::fold_key(words.string(row.root));
    const std::string_view upos = words.string(row.upos);
    const std::string_view feats = words.string(row.feats);
    if (row.word_class == WordClass::kEnclitic) {
      if (find_enclitic(key) != 0 || key.empty()) continue;
      const annot::Features features = annot::parse_features(feats);
      enclitics_.push_back({key, id, features, features.grammatical_case == annot::Case::kAcc, features.grammatical_case == annot::Case::kGen});
      continue;
    }
    if (key.size() == 2) article_ = id;
    if (key.size() != 1) continue;
    const Proclitic role = role_of(key[0], upos, feats);
    if (role != Proclitic::kNone) proclitics_[static_cast<size_t>(role)] = id;
  }
}

uint8_t Clitics::find_enclitic(std::string_view key) const {
  for (size_t i = 0; i < enclitics_.size(); ++i) {
    if (enclitics_[i].key == key) return static_cast<uint8_t>(i + 1);
  }
  return 0;
}

}  // namespace waqai::morphology

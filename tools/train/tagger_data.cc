// SPDX-License-Identifier: Apache-2.0
#include "tagger_data.h"

#include <algorithm>
#include <array>

#include "annot/conllu.h"
#include "base/file.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::train {
namespace {

using annot::TokenKind;
using annot::Upos;
using text::key_byte;

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t at = text.find(by);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

struct CoarseTag {
  std::string_view tag;
  Upos upos;
};
constexpr CoarseTag kCoarseTags[] = {{"NOUN", Upos::kNoun}, {"ADJ", Upos::kAdj},    {"V", Upos::kVerb},        {"PREP", Upos::kAdp},
                                     {"PART", Upos::kPart}, {"CONJ", Upos::kCconj}, {"PRON", Upos::kPron},     {"NUM", Upos::kNum},
                                     {"ADV", Upos::kAdv},   {"PUNC", Upos::kPunct}, {"FUT_PART", Upos::kPart}, {"FOREIGN", Upos::kX},
                                     {"ABBREV", Upos::kX}};

Upos coarse_upos(std::string_view tag) {
  for (const CoarseTag& one : kCoarseTags) {
    if (one.tag == tag) return one.upos;
  }
  return Upos::kX;
}

// Pronouns that stand for an object, by their letters; others after a verb are its subject suffix.
bool is_object_pronoun(std::string_view segment) {
  const std::string key = text::exact_key(segment);
  const char first = key.empty() ? '\0' : key[0];
  return first == key_byte(text::kHeh) || first == key_byte(text::kKaf) ||
         (key.size() == 2 && first == key_byte(text::kNoon) && key[1] == key_byte(text::kYeh));
}

TokenKind kind_of(std::string_view surface, Upos upos) {
  if (upos == Upos::kPunct) return TokenKind::kPunctuation;
  const char32_t first = text::decode(surface, 0).code;
  if (text::digit_value(first) >= 0) return TokenKind::kNumber;
  return text::is_arabic_letter(first) ? TokenKind::kWord : TokenKind::kLatin;
}

// Where the written token differs from its segments: li- swallows the alef of the article.
std::string surface_of(const std::vector<std::string_view>& segments, const std::vector<std::string_view>& tags) {
  std::string surface;
  for (size_t i = 0; i < segments.size(); ++i) {
    const bool fused = i > 0 && tags[i] == "DET" && text::exact_key(segments[i - 1]) == std::string(1, key_byte(text::kLam));
    if (fused) text::append_utf8(surface, text::kLam);
    else surface += segments[i];
  }
  return surface;
}

// Does segment `i` go with the word before it?
bool is_suffix(const std::vector<std::string_view>& segments, const std::vector<std::string_view>& tags, size_t i) {
  if (i == 0) return false;
  if (tags[i] == "NSUFF" || tags[i] == "CASE") return true;
  if (tags[i - 1] == "DET") return true;
  const bool pronoun = tags[i] == "PRON" && tags[i - 1] == "V";
  return pronoun && !is_object_pronoun(segments[i]);
}

bool read_row(std::string_view line, GoldToken& token) {
  const size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return false;
  const auto segments = split(line.substr(0, tab), '+');
  const auto tags = split(line.substr(tab + 1), '+');
  if (segments.size() != tags.size() || segments[0].empty()) return false;
  token.surface = surface_of(segments, tags);
  token.words.clear();
  uint32_t end = 0;
  for (size_t i = 0; i < segments.size(); ++i) {
    const bool fused = i > 0 && tags[i] == "DET" && tags[i - 1] == "PREP" && segments[i - 1].size() == 2 &&
                       text::exact_key(segments[i - 1])[0] == key_byte(text::kLam);
    end += fused ? 2 : static_cast<uint32_t>(segments[i].size());
    if (is_suffix(segments, tags, i)) {
      token.words.back().end = end;
      if (tags[i - 1] == "DET") token.words.back().upos = coarse_upos(tags[i]);
      continue;
    }
    GoldWord word;
    word.end = end;
    word.upos = coarse_upos(tags[i]);
    word.coarse = true;
    token.words.push_back(word);
  }
  token.words.back().end = static_cast<uint32_t>(token.surface.size());
  token.kind = kind_of(token.surface, token.words[0].upos);
  return true;
}

}  // namespace

Result<std::vector<GoldSentence>> read_treebank(const std::string& path) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  std::vector<GoldSentence> sentences;
  for (const annot::ConlluPart& part : annot::split_conllu(bytes.value())) {
    annot::Document doc;
    if (Status status = annot::read_conllu(part, doc); !status) return status;
    for (const annot::Sentence& sentence : doc.sentences) {
      GoldSentence gold;
      for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
        const annot::Token& token = doc.tokens[t];
        GoldToken one{std::string(doc.surface(token)), token.kind, {}, {}};
        for (uint32_t w = token.words.begin; w < token.words.end; ++w) {
          const annot::Word& word = doc.words[w];
          one.words.push_back({word.span.end - token.span.begin, word.upos, false, text::fold_key(word.lemma), word.features});
        }
        gold.push_back(std::move(one));
      }
      sentences.push_back(std::move(gold));
    }
  }
  return sentences;
}

Result<std::vector<GoldSentence>> read_segmentation(const std::string& path) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  std::vector<GoldSentence> sentences(1);
  for (const std::string_view line : split(bytes.value(), '\n')) {
    GoldToken token;
    if (!read_row(line, token) || line.starts_with("refTok")) continue;
    const bool stop = token.surface == ".";
    sentences.back().push_back(std::move(token));
    if (stop) sentences.emplace_back();
  }
  if (sentences.back().empty()) sentences.pop_back();
  return sentences;
}

}  // namespace waqai::train

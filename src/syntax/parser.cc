// SPDX-License-Identifier: Apache-2.0
#include "syntax/parser.h"

#include "base/error_codes.h"

namespace waqai::syntax {
namespace {

constexpr uint32_t kMaxBits = 24;
constexpr uint32_t kMaxBeam = 64;

}  // namespace

Result<Parser> Parser::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kWeightsSection, kWeightsVersion);
  if (!bytes) return bytes.status();
  const Result<lexicon::Words> words = lexicon::Words::open(bundle);
  if (!words) return words.status();
  return from_section(bytes.value(), Valency(words.value()), bundle.path());
}

Result<Parser> Parser::from_section(std::string_view bytes, Valency valency, const std::string& place) {
  lexicon::SectionReader reader(bytes);
  const auto sizes = reader.array<uint32_t>();
  Parser parser;
  parser.valency_ = std::move(valency);
  parser.tables_.actions = reader.array<int16_t>();
  parser.tables_.relations = reader.array<int16_t>();
  const bool known = !reader.failed() && sizes.size() == 3 && sizes[0] >= 1 && sizes[0] <= kMaxBeam && sizes[1] >= 1 && sizes[1] <= kMaxBits &&
                     sizes[2] >= 1 && sizes[2] <= kMaxBits;
  if (!known || parser.tables_.actions.size() != action_entries(sizes[1]) || parser.tables_.relations.size() != relation_entries(sizes[2])) {
    return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the parser's weights are damaged")
        .at(place)
        .hint("build the bundle again: waqai dict build");
  }
  parser.beam_ = sizes[0];
  parser.tables_.action_bits = sizes[1];
  parser.tables_.relation_bits = sizes[2];
  return parser;
}

Status Parser::annotate(annot::Document& doc, Workspace& scratch) const {
  doc.arcs.assign(doc.words.size(), {});
  for (const annot::Sentence& sentence : doc.sentences) {
    if (sentence.words.empty()) continue;
    fill_sentence(doc, sentence.words, valency_, scratch.sentence);
    find_heads(tables_, beam_, scratch);
    find_relations(tables_, scratch);
    for (uint32_t w = 0; w < sentence.words.size(); ++w) {
      annot::Arc& arc = doc.arcs[sentence.words.begin + w];
      arc.head = scratch.heads[w] == Tree::kRootHead ? annot::kNone : sentence.words.begin + scratch.heads[w];
      arc.relation = scratch.relations[w];
      arc.margin = static_cast<int32_t>(std::min<int64_t>(scratch.margins[w], INT32_MAX));
    }
  }
  return {};
}

std::string weights_section(const Weights& weights) {
  lexicon::SectionWriter writer;
  writer.array(std::vector<uint32_t>{weights.beam, weights.action_bits, weights.relation_bits});
  writer.array(weights.actions);
  writer.array(weights.relations);
  return writer.take();
}

}  // namespace waqai::syntax

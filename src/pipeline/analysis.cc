// SPDX-License-Identifier: Apache-2.0
#include "pipeline/analysis.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "search/bits.h"
#include "search/varint.h"

namespace waqai::pipeline {
namespace {

using annot::Arc;
using annot::Relation;

constexpr char kLayout = 1;
constexpr size_t kHeader = 1 + sizeof(uint64_t);  // layout, checksum

// Relations from the most frequent one down, as news have them: the first need the fewest bits.  Those that are not listed follow in their own order.
constexpr Relation kFrequent[] = {Relation::kNmod,  Relation::kCase,   Relation::kObl,    Relation::kPunct, Relation::kAmod,      Relation::kConj,
                                  Relation::kCc,    Relation::kNsubj,  Relation::kObj,    Relation::kRoot,  Relation::kMark,      Relation::kFlat,
                                  Relation::kAcl,   Relation::kNummod, Relation::kAdvmod, Relation::kDet,   Relation::kParataxis, Relation::kCcomp,
                                  Relation::kAppos, Relation::kXcomp,  Relation::kAdvcl};

struct RelationCodes {
  std::array<uint8_t, annot::kRelationCount> code{};
  std::array<Relation, annot::kRelationCount> relation{};
  constexpr RelationCodes() {
    uint8_t next = 0;
    bool listed[annot::kRelationCount] = {};
    const auto add = [&](int value) {
      listed[value] = true;
      code[static_cast<size_t>(value)] = next;
      relation[next++] = static_cast<Relation>(value);
    };
    for (const Relation one : kFrequent) add(static_cast<int>(one));
    for (int value = 0; value < annot::kRelationCount; ++value) {
      if (!listed[value]) add(value);
    }
  }
};
constexpr RelationCodes kCodes;

uint64_t checksum(std::string_view packed, std::string_view content_hash) { return base::hash64(packed, base::hash64(content_hash)); }

// Heads are told by their distance, the word before first: 1 is the word before, 2 the one behind, 3 the one before that, ...
uint32_t distance_code(uint32_t word, uint32_t head) { return head < word ? 2 * (word - head) - 1 : 2 * (head - word); }

bool pack_tree(const annot::Document& document, annot::Range words, search::BitWriter& bits) {
  bits.gamma(words.size() + 1);
  for (uint32_t w = words.begin; w < words.end; ++w) {
    const Arc& arc = document.arcs[w];
    const bool is_root = arc.relation == Relation::kRoot;
    if (is_root != (arc.head == annot::kNone) || (!is_root && (!words.contains(arc.head) || arc.head == w))) return false;
    bits.gamma(kCodes.code[static_cast<size_t>(arc.relation)] + 1u);
    if (!is_root) bits.gamma(distance_code(w, arc.head));
  }
  return true;
}

void pack_names(const std::vector<annot::Name>& names, search::BitWriter& bits) {
  bits.gamma(static_cast<uint32_t>(names.size()) + 1);
  uint32_t last = 0;
  for (const annot::Name& name : names) {
    bits.gamma(name.tokens.begin - last + 1);
    bits.gamma(name.tokens.size());
    bits.bits(static_cast<uint64_t>(name.kind), 2);
    last = name.tokens.end;
  }
}

class Unpacker {
 public:
  Unpacker(std::string_view packed, Analysis& out) : bytes_(packed), size_(packed.size()), out_(out) {}

  bool run() {
    const uint32_t tokens = bytes_.small(), sentences = bytes_.small();
    // Every token and every sentence takes a bit at least.
    const size_t most = 8 * (size_ - bytes_.at());
    if (bytes_.failed() || tokens > most || sentences > most) return false;
    search::BitReader bits(bytes_.bytes(size_ - bytes_.at()));
    out_.readings.clear();
    for (uint32_t t = 0; t < tokens; ++t) {
      const uint32_t reading = bits.gamma() - 1;
      if (reading > UINT8_MAX) return false;
      out_.readings.push_back(static_cast<uint8_t>(reading));
    }
    out_.words.clear();
    out_.arcs.clear();
    for (uint32_t s = 0; s < sentences; ++s) {
      if (!tree(bits)) return false;
    }
    return names(bits) && !bits.failed();
  }

 private:
  bool tree(search::BitReader& bits) {
    const uint32_t count = bits.gamma() - 1;
    const auto begin = static_cast<uint32_t>(out_.arcs.size());
    out_.words.push_back(count);
    for (uint32_t w = begin; w < begin + count && !bits.failed(); ++w) {
      const uint32_t code = bits.gamma() - 1;
      if (code >= annot::kRelationCount) return false;
      Arc& arc = out_.arcs.emplace_back();
      arc.relation = kCodes.relation[code];
      if (arc.relation == Relation::kRoot) continue;
      const uint32_t distance = bits.gamma();
      arc.head = distance % 2 == 1 ? w - (distance + 1) / 2 : w + distance / 2;
      if (arc.head < begin || arc.head - begin >= count) return false;
    }
    return !bits.failed();
  }

  bool names(search::BitReader& bits) {
    const uint32_t count = bits.gamma() - 1;
    uint32_t last = 0;
    out_.names.clear();
    for (uint32_t n = 0; n < count && !bits.failed(); ++n) {
      const uint32_t gap = bits.gamma() - 1, size = bits.gamma();
      if (gap >= out_.readings.size() - last || size > out_.readings.size() - last - gap) return false;
      annot::Name& name = out_.names.emplace_back();
      name.tokens = {last + gap, last + gap + size};
      name.kind = static_cast<annot::NameKind>(bits.bits(2));
      last = name.tokens.end;
    }
    return true;
  }

  search::ByteReader bytes_;
  size_t size_ = 0;
  Analysis& out_;
};

}  // namespace

std::string pack_analysis(const annot::Document& document) {
  if (document.tokens.empty() || document.readings.size() != document.tokens.size() || document.arcs.size() != document.words.size()) return {};
  std::string packed;
  search::put_varint(packed, document.tokens.size());
  search::put_varint(packed, document.sentences.size());
  search::BitWriter bits(packed);
  for (const uint8_t reading : document.readings) bits.gamma(reading + 1u);
  for (const annot::Sentence& sentence : document.sentences) {
    if (!pack_tree(document, sentence.words, bits)) return {};
  }
  pack_names(document.names, bits);
  bits.finish();
  std::string bytes(1, kLayout);
  search::put_fixed(bytes, checksum(packed, base::digest128(document.text)));
  return bytes += packed;
}

bool is_analysis_of(std::string_view bytes, std::string_view content_hash) {
  if (bytes.size() <= kHeader || bytes[0] != kLayout) return false;
  search::ByteReader reader(bytes, 1);
  return reader.fixed<uint64_t>() == checksum(bytes.substr(kHeader), content_hash);
}

bool unpack_analysis(std::string_view bytes, std::string_view content_hash, Analysis& analysis) {
  return is_analysis_of(bytes, content_hash) && Unpacker(bytes.substr(kHeader), analysis).run();
}

}  // namespace waqai::pipeline

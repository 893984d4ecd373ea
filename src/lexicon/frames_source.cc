// SPDX-License-Identifier: Apache-2.0
#include "lexicon/frames_source.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>

#include "base/error_codes.h"

namespace waqai::lexicon {
namespace {

constexpr std::array<std::string_view, 28> kKeys = {"also",   "like",       "type",    "actor",  "recipient", "sides",   "genitive",
                                                    "noun",   "participle", "if",      "unless", "mode",      "context", "cameo",
                                                    "status", "future",     "negated", "reason", "alone",     "content", "op",
                                                    "stance", "medium",     "words",   "note",   "example",   "speaker", "instead"};

using Classes = std::unordered_map<std::string_view, const Block*>;

void check_keys(const Block& block, Findings& findings) {
  for (size_t i = 0; i < block.lines.size(); ++i) {
    const BlockLine& line = block.lines[i];
    if (std::find(kKeys.begin(), kKeys.end(), line.key) == kKeys.end()) {
      findings.error(base::kDictionaryValue, block.file_name, line.line, "unknown key '" + std::string(line.key) + "'",
                     "see docs/dictionary.md for the keys of a block");
    }
    const bool many =
        line.key == "example" || line.key == "words" || line.key == "also" || line.key == "if" || line.key == "unless" || line.key == "note";
    for (size_t k = 0; k < i && !many; ++k) {
      if (block.lines[k].key != line.key) continue;
      findings.error(base::kDictionaryDuplicate, block.file_name, line.line, "key '" + std::string(line.key) + "' stands twice in the block",
                     "keep one of them");
    }
  }
}

bool inherits(std::string_view key) { return key != "example" && key != "also" && key != "words" && key != "note" && key != "like"; }

// Own keys, then those of the classes, nearest first; a key that is there already is not taken again.
void collect(const Block& block, const Classes& classes, int depth, FrameSource& out, Findings& findings) {
  const size_t own = out.keys.size();
  for (const BlockLine& line : block.lines) {
    if (!inherits(line.key)) continue;
    // Conditions add up; of every other key the nearest one counts.
    const bool repeats =
        line.key != "if" && line.key != "unless" &&
        std::any_of(out.keys.begin(), out.keys.begin() + static_cast<ptrdiff_t>(own), [&](const FrameKey& k) { return k.key == line.key; });
    if (!repeats) out.keys.push_back({line.key, line.value, block.file_name, line.line});
  }
  for (const BlockLine& line : block.lines) {
    if (line.key != "like") continue;
    const auto parent = classes.find(line.value);
    if (parent == classes.end() || depth > 8) {
      findings.error(base::kDictionaryReference, block.file_name, line.line, "no class '" + std::string(line.value) + "'",
                     "write a `class: " + std::string(line.value) + "` block, or correct the name");
      continue;
    }
    collect(*parent->second, classes, depth + 1, out, findings);
  }
}

FrameSource make_source(const Block& block, const Classes& classes, Findings& findings) {
  FrameSource source{block.kind, block.name, block.file, block.file_name, block.line, {}, {}, {}};
  if (block.kind != "list") source.patterns.push_back(block.name);
  for (const BlockLine& line : block.lines) {
    if (line.key == "also" || line.key == "words") {
      for (const std::string_view pattern : split_list(line.value)) source.patterns.push_back(pattern);
    } else if (line.key == "example") {
      source.examples.push_back({line.key, line.value, block.file_name, line.line});
    }
  }
  collect(block, classes, 0, source, findings);
  return source;
}

// The block of ours that `block` of an overlay stands for: `instead: FILE` or `FILE:LINE`, of the same kind and name in that file, the nearest to the
// line where there are several (lines move from version to version).  nullptr where there is none.
const FrameSource* replaced_by(const FrameSource& block, std::string_view place, const std::vector<FrameSource>& all) {
  const size_t colon = std::min(place.find(':'), place.size());
  const auto line = std::strtol(std::string(place.substr(std::min(colon + 1, place.size()))).c_str(), nullptr, 10);
  const auto distance = [line](const FrameSource& one) { return std::labs(static_cast<long>(one.line) - line); };
  const FrameSource* nearest = nullptr;
  for (const FrameSource& ours : all) {
    if (ours.is_overlay() || ours.kind != block.kind || ours.name != block.name || ours.file_name != place.substr(0, colon)) continue;
    if (nearest == nullptr || distance(ours) < distance(*nearest)) nearest = &ours;
  }
  return nearest;
}

void take_out_replaced(std::vector<FrameSource>& all, Findings& findings) {
  std::vector<const FrameSource*> gone;
  for (const FrameSource& block : all) {
    const FrameKey* instead = block.find("instead");
    if (instead == nullptr) continue;
    gone.push_back(block.is_overlay() ? replaced_by(block, instead->value, all) : nullptr);
    if (gone.back() != nullptr) continue;
    findings.error(base::kDictionaryReference, instead->file, instead->line,
                   "no '" + std::string(block.name) + "' of ours in '" + std::string(instead->value) + "'",
                   "in an overlay, under the same name, write the file of the block of ours, events/NAME.frames");
  }
  std::vector<FrameSource> kept;
  for (const FrameSource& block : all) {
    if (std::find(gone.begin(), gone.end(), &block) == gone.end()) kept.push_back(block);
  }
  all = std::move(kept);
}

std::vector<std::string> split_roles(std::string_view text) {
  std::vector<std::string> roles;
  while (!text.empty()) {
    const size_t end = std::min(text.find(';'), text.size());
    const std::string_view role = trim(text.substr(0, end));
    if (!role.empty() && role != "-") roles.emplace_back(role);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return roles;
}

void read_expected(std::string_view text, FrameExample& example) {
  const size_t at = text.find('@');
  if (at != std::string_view::npos) {
    std::array<std::string*, 3> fields = {&example.type, &example.status, &example.mode};
    std::string_view rest = trim(text.substr(at + 1));
    for (size_t i = 0; i < fields.size() && !rest.empty(); ++i) {
      const size_t end = std::min(rest.find(' '), rest.size());
      *fields[i] = rest.substr(0, end);
      rest = trim(rest.substr(end));
    }
    text = trim(text.substr(0, at));
  }
  if (text == "nothing") {
    example.nothing = true;
    return;
  }
  const size_t arrow = text.find("->");
  example.any_actor = trim(text.substr(0, arrow)) == "?";
  if (!example.any_actor) example.actor = split_roles(text.substr(0, arrow));
  example.has_recipient = arrow != std::string_view::npos && trim(text.substr(arrow + 2)) != "?";
  if (example.has_recipient) example.recipient = split_roles(text.substr(arrow + 2));
}

}  // namespace

const FrameKey* FrameSource::find(std::string_view key) const {
  for (const FrameKey& entry : keys) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

std::string_view FrameSource::get(std::string_view key) const {
  const FrameKey* entry = find(key);
  return entry == nullptr ? std::string_view() : entry->value;
}

std::vector<FrameSource> read_frame_sources(const SourceSet& sources, Findings& findings) {
  const std::vector<Block> blocks = sources.blocks("events/", findings);
  Classes classes;
  for (const Block& block : blocks) {
    if (block.kind == "class" && !classes.emplace(block.name, &block).second) {
      findings.error(base::kDictionaryDuplicate, block.file_name, block.line, "class '" + std::string(block.name) + "' is written twice",
                     "keep one of them");
    }
  }
  std::vector<FrameSource> found;
  for (const Block& block : blocks) {
    check_keys(block, findings);
    if (block.kind == "class") continue;
    if (block.kind != "frame" && block.kind != "operator" && block.kind != "speech" && block.kind != "list") {
      findings.error(base::kDictionaryFormat, block.file_name, block.line, "unknown block '" + std::string(block.kind) + "'",
                     "a block starts with frame:, class:, list:, operator: or speech:");
      continue;
    }
    found.push_back(make_source(block, classes, findings));
  }
  take_out_replaced(found, findings);
  return found;
}

std::vector<FrameExample> read_frame_examples(const std::vector<FrameSource>& frames, Findings& findings) {
  std::vector<FrameExample> found;
  for (const FrameSource& frame : frames) {
    for (const FrameKey& line : frame.examples) {
      const size_t arrow = line.value.find("=>");
      if (arrow == std::string_view::npos) {
        findings.error(base::kDictionaryFormat, line.file, line.line, "the example has no =>", "write `example: SENTENCE => ACTOR -> RECIPIENT`");
        continue;
      }
      FrameExample example;
      example.file = line.file;
      example.line = line.line;
      example.frame_line = frame.line;
      example.frame = frame.name;
      example.type = frame.get("type");
      example.status = "actual";
      example.sentence = trim(line.value.substr(0, arrow));
      read_expected(trim(line.value.substr(arrow + 2)), example);
      found.push_back(std::move(example));
    }
  }
  return found;
}

}  // namespace waqai::lexicon

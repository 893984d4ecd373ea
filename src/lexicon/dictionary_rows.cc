// SPDX-License-Identifier: Apache-2.0
#include "lexicon/dictionary_rows.h"

#include <algorithm>

#include "base/error_codes.h"

namespace waqai::lexicon {
namespace {

// A section of the original bundle, as the copy lists it.
struct Digest {
  uint32_t name = 0;  // string
  uint32_t version = 0;
  uint64_t checksum = 0;
};

bool by_rows(std::string_view name) { return name == kWordsSection || name == kFramesSection || name == kActorsSection || name == kSourcesSection; }

// What the section of digests tells.
struct Listed {
  std::vector<DictionaryRows::Other> sections;
  std::string_view digest;
};

Result<Listed> read_digests(const Bundle& copy) {
  const Result<std::string_view> section = copy.section(kDigestsSection, kDigestsVersion);
  if (!section) return section.status();
  SectionReader reader(section.value());
  const auto digests = reader.array<Digest>();
  const auto whole = reader.array<char>();
  const StringPoolView strings = reader.strings();
  if (reader.failed()) return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the copy of a dictionary is cut short").at(copy.path());
  Listed listed;
  for (const Digest& one : digests) listed.sections.push_back({strings.get(one.name), one.version, one.checksum});
  listed.digest = {whole.data(), whole.size()};
  return listed;
}

bool is_copy(const Bundle& bundle) {
  const auto table = bundle.table();
  return std::any_of(table.begin(), table.end(), [](const Bundle::SectionInfo& s) { return s.name == kDigestsSection; });
}

}  // namespace

std::string dictionary_copy(const Bundle& bundle) {
  BundleBuilder builder;
  std::vector<Digest> digests;
  StringPool strings;
  for (const Bundle::SectionInfo& section : bundle.table()) {
    digests.push_back({strings.intern(section.name), section.version, section.checksum});
    if (by_rows(section.name)) builder.add(std::string(section.name), section.version, std::string(section.bytes));
  }
  SectionWriter writer;
  writer.array(digests);
  writer.array(std::span<const char>(bundle.digest().data(), bundle.digest().size()));
  writer.strings(strings);
  builder.add(std::string(kDigestsSection), kDigestsVersion, writer.take());
  return builder.finish();
}

Result<std::string> complete_copy(const Bundle& copy, const Bundle& other) {
  const Result<Listed> listed = read_digests(copy);
  if (!listed) return listed.status();
  const auto find = [](const std::vector<Bundle::SectionInfo>& table, const DictionaryRows::Other& wanted) {
    return std::find_if(table.begin(), table.end(), [&](const Bundle::SectionInfo& s) {
      return s.name == wanted.name && s.version == wanted.version && s.checksum == wanted.checksum;
    });
  };
  const auto own = copy.table(), rest = other.table();
  BundleBuilder builder;
  for (const DictionaryRows::Other& wanted : listed.value().sections) {
    auto found = find(own, wanted);
    if (found == own.end()) {
      found = find(rest, wanted);
      if (found == rest.end()) {
        return Status::error(base::kBundleSection, ErrorKind::kResource, "section '" + std::string(wanted.name) + "' has changed since")
            .at(copy.path());
      }
    }
    builder.add(std::string(found->name), found->version, std::string(found->bytes));
  }
  return builder.finish();
}

Result<DictionaryRows> DictionaryRows::open(const Bundle& bundle) {
  DictionaryRows rows;
  Result<Words> words = Words::open(bundle);
  if (!words) return words.status();
  Result<FramesView> frames = FramesView::open(bundle);
  if (!frames) return frames.status();
  Result<ActorsView> actors = ActorsView::open(bundle);
  if (!actors) return actors.status();
  rows.words = std::move(words).value();
  rows.frames = frames.value();
  rows.actors = actors.value();
  for (const SourceInfo& source : bundle.sources()) rows.files.push_back(source.file);
  for (const Bundle::SectionInfo& s : bundle.table()) {
    if (s.name == kWordsSection) rows.words_sum = s.checksum;
    if (s.name == kFramesSection) rows.frames_sum = s.checksum;
    if (s.name == kActorsSection) rows.actors_sum = s.checksum;
  }
  std::vector<Other> sections;
  rows.digest = bundle.digest();
  if (is_copy(bundle)) {
    const Result<Listed> listed = read_digests(bundle);
    if (!listed) return listed.status();
    sections = listed.value().sections;
    rows.digest = listed.value().digest;
  } else {
    for (const Bundle::SectionInfo& s : bundle.table()) sections.push_back({s.name, s.version, s.checksum});
  }
  for (const Other& section : sections) {
    if (!by_rows(section.name)) rows.others.push_back(section);
  }
  return rows;
}

}  // namespace waqai::lexicon

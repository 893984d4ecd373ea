// SPDX-License-Identifier: Apache-2.0
#include "lexicon/bundle.h"

#include <algorithm>

#include "base/error_codes.h"
#include "base/hash.h"

namespace waqai::lexicon {
namespace {

constexpr std::string_view kMagic = "WAQAIBND";
constexpr size_t kHeaderBytes = 16;
constexpr uint32_t kMaxSections = 256;

// One row of the section table, as it stands in the file.
struct Entry {
  char name[24];
  uint32_t version;
  uint32_t seal;  // seal_of() the row; 0 in bundles of programs that did not seal
  uint64_t checksum;
  uint64_t offset;
  uint64_t size;
};
static_assert(sizeof(Entry) == 56);

// Over the row and the number of rows, so that no bit of the table can change unseen: a section whose name is off would pass for one that is left
// out.
uint32_t seal_of(Entry entry, size_t rows) {
  entry.seal = static_cast<uint32_t>(rows);
  return static_cast<uint32_t>(base::hash64({reinterpret_cast<const char*>(&entry), sizeof entry})) | 1u;
}

Status damaged(const std::string& path, const std::string& why) {
  return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the dictionary bundle is damaged: " + why)
      .at(path)
      .hint("build it again: waqai dict build");
}

}  // namespace

uint32_t StringPool::intern(std::string_view text) {
  if (text.empty()) return 0;
  const auto [place, added] = ids_.try_emplace(std::string(text), static_cast<uint32_t>(bytes_.size()));
  if (added) {
    const auto size = static_cast<uint32_t>(text.size());
    bytes_.append(reinterpret_cast<const char*>(&size), 4);
    bytes_.append(text);
  }
  return place->second;
}

Result<Bundle> Bundle::open(const std::string& path) {
  Result<base::MappedFile> file = base::MappedFile::open(path);
  if (!file) {
    return Status::error(base::kBundleMissing, ErrorKind::kResource, "the dictionary bundle cannot be opened: " + file.status().message())
        .at(path)
        .hint("build it with `waqai dict build`, or name one with --bundle");
  }
  Bundle bundle(std::move(file).value());
  bundle.path_ = path;
  Status status = bundle.read_table(path);
  if (!status) return status;
  return bundle;
}

Status Bundle::read_table(const std::string& path) {
  const std::string_view bytes = file_.bytes();
  if (bytes.size() < kHeaderBytes || bytes.substr(0, 8) != kMagic) return damaged(path, "it does not start as a bundle does");
  uint32_t header[2];
  std::memcpy(header, bytes.data() + 8, sizeof header);
  if (header[0] != kBundleFormat) {
    return Status::error(base::kBundleVersion, ErrorKind::kResource,
                         "the bundle has format " + std::to_string(header[0]) + ", this program reads " + std::to_string(kBundleFormat))
        .at(path)
        .hint("build it again: waqai dict build");
  }
  if (header[1] > kMaxSections || bytes.size() < kHeaderBytes + header[1] * sizeof(Entry)) return damaged(path, "its table is cut short");
  const std::string_view table = bytes.substr(kHeaderBytes, header[1] * sizeof(Entry));
  for (uint32_t i = 0; i < header[1]; ++i) {
    Entry entry;
    std::memcpy(&entry, table.data() + i * sizeof(Entry), sizeof entry);
    if (entry.seal != 0 && entry.seal != seal_of(entry, header[1])) return damaged(path, "its table is changed");
    if (entry.offset % 8 != 0 || entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset) {
      return damaged(path, "a section lies outside the file");
    }
    Section section;
    section.name.assign(entry.name, strnlen(entry.name, sizeof entry.name));
    section.version = entry.version;
    section.checksum = entry.checksum;
    section.bytes = bytes.substr(entry.offset, entry.size);
    sections_.push_back(std::move(section));
  }
  digest_ = base::digest128(table);  // the table holds every section's checksum
  const Result<std::string_view> sources = section(kSourcesSection, kSourcesVersion);
  if (!sources) return damaged(path, "it names no sources");
  SectionReader reader(sources.value());
  const auto ids = reader.array<uint32_t>();
  const StringPoolView strings = reader.strings();
  if (reader.failed() || ids.size() % 2 != 0) return damaged(path, "its list of sources is cut short");
  for (size_t i = 0; i < ids.size(); i += 2) sources_.push_back({strings.get(ids[i]), strings.get(ids[i + 1])});
  return {};
}

Result<std::string_view> Bundle::section(std::string_view name, uint32_t version) const {
  const auto found = std::find_if(sections_.begin(), sections_.end(), [name](const Section& s) { return s.name == name; });
  if (found == sections_.end() || found->version != version) {
    const std::string why =
        found == sections_.end() ? "is missing" : "has version " + std::to_string(found->version) + ", not " + std::to_string(version);
    return Status::error(base::kBundleSection, ErrorKind::kResource, "section '" + std::string(name) + "' of the bundle " + why)
        .at(path_)
        .hint("build the bundle again with this program: waqai dict build");
  }
  return found->bytes;
}

std::vector<Bundle::SectionInfo> Bundle::table() const {
  std::vector<SectionInfo> all;
  for (const Section& section : sections_) all.push_back({section.name, section.version, section.checksum, section.bytes});
  return all;
}

Status Bundle::verify() const {
  for (const Section& section : sections_) {
    if (base::hash64(section.bytes) != section.checksum) return damaged(path_, "the checksum of section '" + section.name + "' does not match");
  }
  return {};
}

void BundleBuilder::add(std::string name, uint32_t version, std::string bytes) { sections_.push_back({std::move(name), version, std::move(bytes)}); }

std::string BundleBuilder::finish() const {
  std::string out(kMagic);
  const uint32_t header[2] = {kBundleFormat, static_cast<uint32_t>(sections_.size())};
  out.append(reinterpret_cast<const char*>(header), sizeof header);
  uint64_t offset = (kHeaderBytes + sections_.size() * sizeof(Entry) + 7) / 8 * 8;
  for (const Section& section : sections_) {
    Entry entry{};
    std::memcpy(entry.name, section.name.data(), std::min(section.name.size(), sizeof entry.name));
    entry.version = section.version;
    entry.checksum = base::hash64(section.bytes);
    entry.offset = offset;
    entry.size = section.bytes.size();
    entry.seal = seal_of(entry, sections_.size());
    out.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    offset = (offset + section.bytes.size() + 7) / 8 * 8;
  }
  for (const Section& section : sections_) {
    out.resize((out.size() + 7) / 8 * 8, '\0');
    out += section.bytes;
  }
  return out;
}

Status damaged_weights(const Bundle& bundle, std::string_view what) {
  return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the weights of the " + std::string(what) + " are damaged")
      .at(bundle.path())
      .hint("build the bundle again: waqai dict build");
}

}  // namespace waqai::lexicon

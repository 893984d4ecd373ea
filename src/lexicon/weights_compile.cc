// SPDX-License-Identifier: Apache-2.0
#include "lexicon/weights_compile.h"

#include <cstring>
#include <filesystem>
#include <map>

#include "base/error_codes.h"
#include "base/file.h"

namespace waqai::lexicon {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "WAQAIWGT";
constexpr size_t kHeaderBytes = 16;
constexpr size_t kMaxName = 20;  // the bundle's table has room for 23

// Paths by section name; a later folder's file replaces an earlier one.
Status list_files(const std::vector<std::string>& folders, std::map<std::string, std::string>& paths) {
  for (const std::string& folder : folders) {
    const fs::path below = fs::path(folder) / "weights";
    std::error_code failure;
    if (!fs::exists(below, failure)) continue;
    for (fs::directory_iterator it(below, failure), end; !failure && it != end; it.increment(failure)) {
      if (it->path().extension() == ".bin") paths[it->path().stem().string()] = it->path().string();
    }
    if (failure)
      return Status::error(base::kCannotOpen, ErrorKind::kInput, "cannot read the folder of weights: " + failure.message()).at(below.string());
  }
  return {};
}

}  // namespace

std::string weights_file(uint32_t version, std::string_view section) {
  std::string file(kMagic);
  const uint32_t rest[2] = {version, 0};
  file.append(reinterpret_cast<const char*>(rest), sizeof rest);
  return file.append(section);
}

Status add_weights(const std::vector<std::string>& folders, BundleBuilder& builder, Findings& findings) {
  std::map<std::string, std::string> paths;
  if (Status status = list_files(folders, paths); !status) return status;
  for (const auto& [name, path] : paths) {
    Result<std::string> bytes = base::read_file(path);
    if (!bytes) return bytes.status();
    const std::string& file = bytes.value();
    if (file.size() < kHeaderBytes || file.compare(0, kMagic.size(), kMagic) != 0 || name.size() > kMaxName) {
      findings.error(base::kDictionaryFormat, path, 1, "this is no weights file, or its name is too long", "write it with the training program");
      continue;
    }
    uint32_t version = 0;
    std::memcpy(&version, file.data() + kMagic.size(), sizeof version);
    builder.add(name, version, file.substr(kHeaderBytes));
  }
  return {};
}

}  // namespace waqai::lexicon

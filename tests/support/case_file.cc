// SPDX-License-Identifier: Apache-2.0
#include "support/case_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace waqai::testing {
namespace {

namespace fs = std::filesystem;

struct Case {
  std::string header;  // comments and the == line, as they stand
  std::string name;
  std::string input;
  std::string expected;
};

std::string env(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

std::vector<Case> read_cases(const fs::path& path) {
  std::ifstream file(path);
  std::vector<Case> cases;
  std::string line;
  std::string pending;
  bool in_expected = false;
  while (std::getline(file, line)) {
    if (line.rfind("== ", 0) == 0) {
      cases.push_back({pending + line + "\n", line.substr(3), "", ""});
      pending.clear();
      in_expected = false;
    } else if (line == "----" && !cases.empty() && !in_expected) {
      in_expected = true;
    } else if (line.rfind("#", 0) == 0 && (cases.empty() || in_expected)) {
      pending += line + "\n";
    } else if (!cases.empty()) {
      (in_expected ? cases.back().expected : cases.back().input) += line + "\n";
    }
  }
  return cases;
}

void rewrite(const fs::path& path, const std::vector<Case>& cases) {
  std::ofstream file(path);
  for (size_t i = 0; i < cases.size(); ++i) {
    file << cases[i].header << trimmed(cases[i].input) << "\n----\n" << trimmed(cases[i].expected) << "\n";
    if (i + 1 < cases.size()) file << "\n";
  }
}

}  // namespace

std::vector<std::string> parts_of(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  return parts;
}

std::string source_root() {
  if (!env("WAQAI_SOURCE").empty()) return env("WAQAI_SOURCE");
  for (fs::path at = fs::current_path(); at.has_relative_path(); at = at.parent_path()) {
    if (fs::exists(at / "tools" / "layers.txt")) return at.string();
  }
  return fs::current_path().string();
}

std::string shared_root() {
  const std::string named = env("WAQAI_SHARED");
  const fs::path path = named.empty() ? fs::path(source_root()) / ".." / "shared" : fs::path(named);
  return fs::exists(path / "codebook.md") ? fs::weakly_canonical(path).string() : "";
}

void run_cases(const std::string& module, const std::function<std::string(const std::string&)>& run) {
  const bool rewriting = env("WAQAI_REWRITE") == "1" && env("CI") != "true";
  const fs::path folder = fs::path(source_root()) / "tests" / "cases" / module;
  std::vector<fs::path> paths;
  if (fs::exists(folder)) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".case") paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  size_t count = 0;
  for (const fs::path& path : paths) {
    if (path.string().find(env("WAQAI_CASE")) == std::string::npos) continue;
    std::vector<Case> cases = read_cases(path);
    for (Case& one : cases) {
      ++count;
      const std::string found = trimmed(run(trimmed(one.input)));
      if (rewriting) {
        one.expected = found + "\n";
        continue;
      }
      EXPECT_EQ(trimmed(one.expected), found) << path.string() << ": " << one.name << "\ninput: " << one.input;
    }
    if (rewriting) rewrite(path, cases);
  }
  EXPECT_GT(count, 0u) << "no case below " << folder;
}

}  // namespace waqai::testing

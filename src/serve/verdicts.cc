// SPDX-License-Identifier: Apache-2.0
#include "serve/verdicts.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "serve/json.h"

namespace waqai::serve {
namespace {

constexpr size_t kMostNote = 2000;

bool is_event_id(const std::string& id) { return id.size() >= 8 && id.size() <= 64 && id.find_first_not_of("0123456789abcdef") == std::string::npos; }

}  // namespace

Verdicts::Verdicts(std::string path, std::vector<std::string> allowed) : path_(std::move(path)), allowed_(std::move(allowed)) {
  std::ifstream file(path_);
  for (std::string line; std::getline(file, line);) {
    Verdict verdict{string_value(line, "event_id"), string_value(line, "verdict"), string_value(line, "note"), string_value(line, "at")};
    if (!is_event_id(verdict.event_id)) continue;
    last_[verdict.event_id] = verdict;
  }
}

Status Verdicts::add(const Verdict& verdict) {
  const bool known = verdict.verdict == "none" || std::find(allowed_.begin(), allowed_.end(), verdict.verdict) != allowed_.end();
  if (!known || !is_event_id(verdict.event_id) || verdict.note.size() > kMostNote) {
    std::string words;
    for (const std::string& word : allowed_) words += word + ", ";
    return Status::error(143, ErrorKind::kUsage, "a verdict is " + words + "or none, on the id of an event, with a note of at most 2,000 bytes");
  }
  Json json;
  json.open('{')
      .key("event_id")
      .text(verdict.event_id)
      .key("verdict")
      .text(verdict.verdict)
      .key("note")
      .text(verdict.note)
      .key("at")
      .text(verdict.at)
      .close('}');
  const std::string line = json.take() + "\n";
  const std::lock_guard lock(*mutex_);
  FILE* file = std::fopen(path_.c_str(), "ab");
  const bool written = file != nullptr && std::fwrite(line.data(), 1, line.size(), file) == line.size() && std::fflush(file) == 0;
  const int why = errno;
  if (file != nullptr) std::fclose(file);
  if (!written) return Status::error(3, ErrorKind::kResource, std::string("cannot write the file: ") + std::strerror(why)).at(path_);
  last_[verdict.event_id] = verdict;
  return {};
}

std::map<std::string, Verdict> Verdicts::all() const {
  const std::lock_guard lock(*mutex_);
  std::map<std::string, Verdict> held;
  for (const auto& [id, verdict] : last_) {
    if (verdict.verdict != "none") held[id] = verdict;
  }
  return held;
}

}  // namespace waqai::serve

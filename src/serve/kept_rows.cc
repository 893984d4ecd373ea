// SPDX-License-Identifier: Apache-2.0
#include "serve/kept_rows.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "serve/json.h"

namespace waqai::serve {
namespace {

constexpr const char* kPersons = "id\tname_en\tname_ar\taliases_ar\tcountry\tborn\tdied\tnote\n";
constexpr const char* kOrgs = "id\tname_en\tname_ar\taliases_ar\tlabels_ar\tcountry\tsectors\tfrom\tto\tmembers\tnote\tnisba_ar\n";

Status cannot_write(const std::string& path) { return Status::error(3, ErrorKind::kResource, "cannot write the file").at(path); }

bool only_space(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

// Provenance in one line: a name that people typed.
std::string head_lines(std::string author) {
  for (char& c : author) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return "# provenance: workshop of the web app" + (author.empty() ? "" : ", " + author) + "\n# licence: CC BY 4.0\n\n";
}

Status write_file(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  return file.flush() ? Status() : cannot_write(path);
}

std::string workshop_folder(const std::string& archive) { return archive + "/workshop"; }

}  // namespace

bool Rows::empty() const { return only_space(frames) && only_space(actors); }

Status write_overlay(const Rows& rows, const std::string& author, const std::string& folder) {
  std::string persons;
  std::string orgs;
  std::istringstream lines(rows.actors);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (only_space(line) || line[0] == '#') continue;
    const size_t tab = line.find('\t');
    const std::string kind = line.substr(0, std::min(tab, line.size()));
    if (tab == std::string::npos || (kind != "person" && kind != "org")) {
      return Status::error(143, ErrorKind::kUsage, "a line of actors begins with person or org and a tab, not with '" + kind + "'")
          .hint("person, id, name_en, name_ar, aliases_ar, country; or org, id, name_en, name_ar, aliases_ar, labels_ar, country, sectors");
    }
    (kind == "person" ? persons : orgs) += line.substr(tab + 1) + "\n";
  }
  std::error_code failed;
  std::filesystem::remove_all(folder, failed);
  std::filesystem::create_directories(folder + "/events", failed);
  if (!failed) std::filesystem::create_directories(folder + "/actors", failed);
  if (failed) return cannot_write(folder);
  Status status;
  if (!only_space(rows.frames)) status = write_file(folder + "/events/workshop.frames", head_lines(author) + rows.frames + "\n");
  if (status && !persons.empty()) status = write_file(folder + "/actors/persons-workshop.tsv", head_lines(author) + kPersons + persons);
  if (status && !orgs.empty()) status = write_file(folder + "/actors/orgs-workshop.tsv", head_lines(author) + kOrgs + orgs);
  return status;
}

std::vector<Version> read_versions(const std::string& archive) {
  std::vector<Version> versions;
  std::ifstream file(workshop_folder(archive) + "/history.jsonl");
  for (std::string line; std::getline(file, line);) {
    Version version{string_value(line, "at"),
                    string_value(line, "author"),
                    string_value(line, "message"),
                    string_value(line, "base"),
                    {string_value(line, "frames"), string_value(line, "actors")}};
    if (!version.at.empty()) versions.push_back(std::move(version));
  }
  return versions;
}

Status add_version(const std::string& archive, const Version& version) {
  Json json;
  json.open('{').key("at").text(version.at).key("author").text(version.author).key("message").text(version.message).key("base").text(version.base);
  json.key("frames").text(version.rows.frames).key("actors").text(version.rows.actors).close('}');
  std::error_code ignored;
  std::filesystem::create_directories(workshop_folder(archive), ignored);
  const std::string path = workshop_folder(archive) + "/history.jsonl";
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file << json.take() << "\n";
  return file.flush() ? Status() : cannot_write(path);
}

std::string kept_bundle(const std::string& archive) { return workshop_folder(archive) + "/workshop.bundle"; }
std::string kept_overlay(const std::string& archive) { return workshop_folder(archive) + "/rows"; }

}  // namespace waqai::serve

// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/terminal.h"

namespace waqai::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kBadSetting = 145, kCannotRead = 2;  // E145, E002

const Flag* settable_flag(const Command& command, std::string_view name) {
  const auto found =
      std::find_if(command.flags.begin(), command.flags.end(), [name](const Flag& flag) { return flag.setting && flag.name.substr(2) == name; });
  return found == command.flags.end() ? nullptr : &*found;
}

// The names that can be set for `command`, or for any where it is null.
std::vector<std::string_view> settable_names(const Command* only) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    if (only != nullptr && only != &command) continue;
    for (const Flag& flag : command.flags) {
      if (flag.setting && std::find(names.begin(), names.end(), flag.name.substr(2)) == names.end()) names.push_back(flag.name.substr(2));
    }
  }
  return names;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// The value of a line behind "=": quoted, or bare up to a comment; nothing where a quote does not end.
std::optional<std::string> value_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || (text[0] != '"' && text[0] != '\'')) return std::string(trimmed(text.substr(0, text.find('#'))));
  const size_t end = text.find(text[0], 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view rest = trimmed(text.substr(end + 1));
  if (!rest.empty() && rest[0] != '#') return std::nullopt;
  return std::string(text.substr(1, end - 1));
}

Status bad_setting(const std::string& origin, const std::string& what, const std::string& remedy) {
  return Status::error(kBadSetting, ErrorKind::kUsage, what).at(origin).hint(remedy);
}

Status unknown_name(const std::string& origin, std::string_view name, const Command* command) {
  const std::vector<std::string_view> known = settable_names(command);
  const std::string near = nearest(name, known);
  return bad_setting(origin, "'" + std::string(name) + "' cannot be set" + (command ? " for `waqai " + std::string(command->name) + "`" : ""),
                     near.empty() ? "`waqai config` lists what can be set" : "did you mean " + near + "?");
}

std::string variable_of(std::string_view name) {
  std::string variable = "WAQAI_";
  for (const char c : name) variable += c == '-' ? '_' : static_cast<char>(c - 'a' + 'A');
  return variable;
}

// waqai.toml here or in the nearest folder above; the user's file.  Empty where there is none.
std::vector<fs::path> setting_files() {
  std::vector<fs::path> files;
  std::error_code failure;
  for (fs::path folder = fs::current_path(failure); !folder.empty(); folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / "waqai.toml", failure)) {
      files.push_back(folder / "waqai.toml");
      break;
    }
    if (folder == folder.root_path()) break;
  }
  const std::string xdg = environment("XDG_CONFIG_HOME"), home = environment("HOME");
  const fs::path own = !xdg.empty() ? fs::path(xdg) : home.empty() ? fs::path() : fs::path(home) / ".config";
  if (!own.empty() && fs::is_regular_file(own / "waqai/config.toml", failure)) files.push_back(own / "waqai/config.toml");
  return files;
}

}  // namespace

Result<std::vector<Setting>> parse_settings(const std::string& text, const std::string& path) {
  std::vector<Setting> settings;
  const Command* command = nullptr;
  int number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(std::string_view(text).substr(at, end - at));
    at = end + 1;
    const std::string origin = path + ":" + std::to_string(++number);
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      const size_t close = line.find(']');
      command = close == std::string_view::npos ? nullptr : find_command(trimmed(line.substr(1, close - 1)));
      if (command == nullptr) return bad_setting(origin, "there is no such command: " + std::string(line), "`waqai help` lists the commands");
      continue;
    }
    const size_t equals = line.find('=');
    const std::optional<std::string> value = equals == std::string_view::npos ? std::nullopt : value_of(line.substr(equals + 1));
    if (!value) return bad_setting(origin, "this line is no setting: " + std::string(line), "write name = \"value\"");
    const std::string name(trimmed(line.substr(0, equals)));
    const std::vector<std::string_view> known = settable_names(command);
    if (std::find(known.begin(), known.end(), name) == known.end()) return unknown_name(origin, name, command);
    settings.push_back({command == nullptr ? "" : std::string(command->name), name, *value, origin});
  }
  // What is said of one command wins over what is said of all.
  std::stable_partition(settings.begin(), settings.end(), [](const Setting& setting) { return !setting.command.empty(); });
  return settings;
}

Result<std::vector<Setting>> read_settings() {
  std::vector<Setting> settings;
  for (const std::string_view name : settable_names(nullptr)) {
    const std::string variable = variable_of(name);
    const std::string value = environment(variable.c_str());
    if (!value.empty()) settings.push_back({"", std::string(name), value, variable});
  }
  for (const fs::path& path : setting_files()) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Status::error(kCannotRead, ErrorKind::kInput, "the settings cannot be read").at(path.string()).hint("check its permissions");
    Result<std::vector<Setting>> more = parse_settings({std::istreambuf_iterator<char>(file), {}}, path.string());
    if (!more) return more.status();
    for (Setting& setting : more.value()) {
      const bool is_path = setting.name == "archive" || setting.name == "bundle";
      if (is_path) setting.value = (path.parent_path() / setting.value).lexically_normal().string();
      settings.push_back(std::move(setting));
    }
  }
  return settings;
}

void apply_settings(const Command& command, const std::vector<Setting>& settings, Arguments& arguments) {
  for (const Setting& setting : settings) {
    const Flag* flag = settable_flag(command, setting.name);
    if (flag == nullptr || (!setting.command.empty() && setting.command != command.name) || arguments.has(flag->name)) continue;
    if (!flag->value.empty()) arguments.set(flag->name, setting.value);
    else if (setting.value != "false" && setting.value != "0") arguments.set(flag->name, "");
  }
}

int run_config(const Arguments&) {
  const Result<std::vector<Setting>> settings = read_settings();
  if (!settings) return fail(settings.status());
  std::string out;
  for (const std::string_view name : settable_names(nullptr)) {
    bool found = false;
    for (const Setting& setting : settings.value()) {
      if (setting.name != name) continue;
      out +=
          std::string(name) + " = " + setting.value + (setting.command.empty() ? "" : "  for " + setting.command) + "  from " + setting.origin + "\n";
      found = true;
    }
    if (!found) out += std::string(name) + " is not set\n";
  }
  return print(out);
}

}  // namespace waqai::cli

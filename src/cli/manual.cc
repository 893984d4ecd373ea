// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.h"

#include "waqai/engine.h"

namespace waqai::cli {
namespace {

// Text of a man page: backslashes and hyphens escaped, and no line begins with a control character.
std::string troff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += std::string("\\&") + c;
    else out += c;
  }
  return out;
}

std::string head(const std::string& name, std::string_view summary) {
  return ".TH " + name + " 1 \"\" \"waqai " + version() + "\" \"Waqai\"\n.SH NAME\n" + troff(name) + " \\- " + troff(summary) + "\n.SH SYNOPSIS\n";
}

std::string examples(const std::vector<std::string_view>& lines) {
  std::string out = ".SH EXAMPLES\n.nf\n";
  for (const std::string_view line : lines) out += troff(line) + "\n";
  return out + ".fi\n";
}

// Words with a blank between them.
template <typename Range, typename Text>
std::string words(const Range& range, Text text) {
  std::string out;
  for (const auto& item : range) {
    const std::string word(text(item));
    if (!word.empty()) out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

std::string command_names() {
  return words(commands(), [](const Command& command) { return command.name; });
}

// `text` between single quotes of a shell.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// `text` as the explanation of a zsh flag, where brackets and colons have a meaning.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string bash() {
  std::string out =
      "# Completion of waqai for bash; made by `waqai completion bash`.\n_waqai() {\n  local word=${COMP_WORDS[COMP_CWORD]} "
      "before=${COMP_WORDS[COMP_CWORD-1]} "
      "flags=\n  COMPREPLY=()\n  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W '" +
      command_names() + "' -- \"$word\"))\n    return\n  fi\n  case \"${COMP_WORDS[1]} $before\" in\n";
  for (const Command& command : commands()) {
    for (const Flag& flag : command.flags) {
      if (flag.value.empty()) continue;
      out += "    " + shell_quoted(std::string(command.name) + " " + std::string(flag.name)) + ") ";
      if (flag.choices.empty()) out += "COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n";
      else out += "COMPREPLY=($(compgen -W '" + std::string(flag.choices) + "' -- \"$word\")); return ;;\n";
    }
  }
  out += "  esac\n  case \"${COMP_WORDS[1]}\" in\n";
  for (const Command& command : commands()) {
    const std::string positional = command.name == "help" ? command_names() : std::string(command.choices);
    out += "    " + std::string(command.name) + ") flags='" + words(command.flags, [](const Flag& flag) { return flag.name; }) +
           (positional.empty() ? "'" : " " + positional + "'") + " ;;\n";
  }
  return out +
         "  esac\n  COMPREPLY=($(compgen -W \"$flags\" -- \"$word\"))\n  [[ $word == -* ]] || COMPREPLY+=($(compgen -f -- \"$word\"))\n}\n"
         "complete -o filenames -F _waqai waqai\n";
}

std::string zsh() {
  std::string out = "#compdef waqai\n# Completion of waqai for zsh; made by `waqai completion zsh`.\n_waqai() {\n  local -a commands=(\n";
  for (const Command& command : commands()) out += "    " + shell_quoted(std::string(command.name) + ":" + zsh_text(command.summary)) + "\n";
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n  shift words\n  (( "
      "CURRENT-- ))\n"
      "  case $command in\n";
  for (const Command& command : commands()) {
    out += "    " + std::string(command.name) + ") _arguments";
    for (const Flag& flag : command.flags) {
      std::string rest = "[" + zsh_text(flag.help) + "]";
      if (!flag.value.empty()) rest += ":" + zsh_text(flag.value) + ":" + (flag.choices.empty() ? "_files" : "(" + std::string(flag.choices) + ")");
      out += " \\\n      " + shell_quoted((flag.repeats ? "*" : "") + std::string(flag.name) + rest);
      if (!flag.letter.empty()) out += " \\\n      " + shell_quoted((flag.repeats ? "*" : "") + std::string(flag.letter) + rest);
    }
    const std::string positional = command.name == "help" ? command_names() : std::string(command.choices);
    out += " \\\n      " + shell_quoted(positional.empty() ? "*:file:_files" : "*: :(" + positional + ")") + " ;;\n";
  }
  return out + "  esac\n}\n_waqai \"$@\"\n";
}

std::string fish() {
  std::string out = "# Completion of waqai for fish; made by `waqai completion fish`.\n";
  for (const Command& command : commands()) {
    out += "complete -c waqai -n __fish_use_subcommand -f -a " + shell_quoted(command.name) + " -d " + shell_quoted(command.summary) + "\n";
  }
  for (const Command& command : commands()) {
    const std::string where = "complete -c waqai -n " + shell_quoted("__fish_seen_subcommand_from " + std::string(command.name));
    for (const Flag& flag : command.flags) {
      out += where + " -l " + std::string(flag.name.substr(2));
      if (!flag.letter.empty()) out += " -s " + std::string(flag.letter.substr(1));
      if (!flag.choices.empty()) out += " -x -a " + shell_quoted(flag.choices);
      else if (!flag.value.empty()) out += " -r";
      out += " -d " + shell_quoted(flag.help) + "\n";
    }
    const std::string positional = command.name == "help" ? command_names() : std::string(command.choices);
    if (!positional.empty()) out += where + " -f -a " + shell_quoted(positional) + "\n";
  }
  return out;
}

}  // namespace

std::string program_page() {
  std::string out = head("waqai", "reads Arabic political news, keeps a record anyone can check") +
                    ".B waqai\n.I COMMAND\n[\\fIFLAGS\\fR] [\\fIARGUMENTS\\fR]\n.SH DESCRIPTION\n"
                    "Codes articles into events: who did what to whom, when and where, who vouches for it, whether it happened, what was promised.\n"
                    "Data go to standard output, messages and progress to standard error.\n.SH COMMANDS\n";
  for (const Command& command : commands()) out += ".TP\n.BR waqai\\-" + troff(command.name) + " (1)\n" + troff(command.summary) + "\n";
  out += ".SH EXIT STATUS\n.nf\n" + troff(exit_codes()) + ".fi\n.SH SETTINGS\n" + troff(settings_help());
  out += examples({"waqai code article.txt", "waqai ingest --archive news articles.jsonl && waqai events --archive news"});
  return out;
}

std::string command_page(const Command& command) {
  const std::string name(command.name);
  std::string out =
      head("waqai-" + name, command.summary) + ".B waqai " + troff(name) + "\n[\\fIFLAGS\\fR] " + troff(command.positional) + "\n.SH OPTIONS\n";
  for (const Flag& flag : command.flags) {
    out += ".TP\n\\fB" + (flag.letter.empty() ? "" : troff(flag.letter) + "\\fR, \\fB") + troff(flag.name) + "\\fR";
    if (!flag.value.empty()) out += " \\fI" + troff(flag.value) + "\\fR";
    out += "\n" + troff(flag.help) + "\n";
  }
  return out + examples(command.examples) + ".SH SEE ALSO\n.BR waqai (1)\n";
}

std::string completion_script(std::string_view shell) { return shell == "bash" ? bash() : shell == "zsh" ? zsh() : shell == "fish" ? fish() : ""; }

}  // namespace waqai::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "waqai/engine.h"

namespace waqai::cli {
namespace {

constexpr int kCannotParse = 141, kNoValue = 142, kBadNumber = 143;  // E141, E142, E143

const Flag kBundle = {"--bundle", "", "FILE", "dictionary bundle (default: beside the program, or WAQAI_BUNDLE)", false, false, true};
const Flag kThreads = {"--threads", "-j", "N", "worker threads (default: one a core)", false, false, true};
const Flag kPublished = {"--published", "", "DATE", "day of publication of articles that do not tell, YYYY-MM-DD", true};
const Flag kEncoding = {"--encoding", "", "NAME", "character encoding of plain text (default: detected)", false, false, true};
const Flag kColumns = {"--columns", "", "MAP", "names of the fields in JSON and tables: text=body,title=headline,...", true, false, true};
const Flag kMaxBytes = {"--max-article-bytes", "", "N", "reject longer articles and lines (default: 16777216)", false, false, true};
const Flag kRejects = {"--rejects", "", "FILE", "write what could not be read to FILE, one JSON object a line"};
const Flag kTo = {"--to", "",    "FORMAT", "text, jsonl, plover, csv or tsv (default: text on a terminal, else jsonl)",
                  true,   false, false,    "text jsonl plover csv tsv"};
const Flag kListTo = {"--to", "",    "FORMAT", "text, jsonl, csv or tsv (default: text on a terminal, else jsonl)",
                      true,   false, false,    "text jsonl csv tsv"};
const Flag kFields = {"--fields", "",  "NAME,...", "only these fields, a line a record: tab-separated without a header, or as --to csv or jsonl",
                      true,       true};
const Flag kAscii = {"--ascii", "", "", "JSON with \\u escapes instead of Arabic letters"};
const Flag kJson = {"--json", "", "", "the same as --to jsonl", true};
const Flag kOutput = {"--output", "-o", "FILE", "write to FILE instead of standard output", true};
const Flag kColor = {"--color", "", "WHEN", "auto, always or never (NO_COLOR is obeyed)", false, false, true, "auto always never"};
const Flag kTranslit = {"--translit", "", "", "Latin letters instead of Arabic ones, for terminals without right-to-left text", true, false, true};
const Flag kEvidence = {"--evidence", "", "", "with every step of the explanation (text only)"};
const Flag kQuiet = {"--quiet", "-q", "", "no progress, no summary", false, false, true};
const Flag kArchive = {"--archive", "-a", "DIR", "the archive folder", true, false, true};
// Of commands that also do something without an archive: never set, only given.
const Flag kAnArchive = {"--archive", "-a", "DIR", "an archive folder", true};
const Flag kHelp = {"--help", "-h", "", "this help (-h: short)"};

std::vector<Flag> filters() {
  return {{"--id", "", "ID", "the event with this id, or ids that start so", true},
          {"--type", "", "TYPE,...", "PLOVER types", true, true},
          {"--status", "", "STATUS,...", "actual, future, attempted, hypothetical, negated, historical", false, true, false,
           "actual future attempted hypothetical negated historical"},
          {"--country", "", "CODE,...", "country of an actor or recipient", true, true},
          {"--actor", "", "CODE,...", "country of an actor", false, true},
          {"--recipient", "", "CODE,...", "country of a recipient", false, true},
          {"--name", "", "WORDS", "part of the name of an actor, recipient or speaker", true},
          {"--article", "", "ID,...", "article ids", false, true},
          {"--source", "", "NAME,...", "outlets", false, true},
          {"--since", "", "DATE", "first day (the event's own, else of publication)", true},
          {"--until", "", "DATE", "last day", true},
          {"--confidence", "", "C", "that are right with a probability of at least C, 0 to 1"},
          {"--score-from", "", "S", "score on PLOVER's scale of conflict and cooperation, -10 to 10, at least S"},
          {"--score-to", "", "S", "score at most S; an event without a score is in no range"},
          {"--limit", "", "N", "at most N events"}};
}

// The filters that say what a sample is drawn from.
std::vector<Flag> chosen_by() {
  std::vector<Flag> flags = filters();
  std::erase_if(flags, [](const Flag& flag) { return flag.name == "--limit" || flag.name == "--id"; });
  return flags;
}

std::vector<Flag> with(std::vector<Flag> flags, const std::vector<Flag>& more) {
  flags.insert(flags.end(), more.begin(), more.end());
  flags.push_back(kHelp);
  return flags;
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

const Flag* find_flag(const Command& command, std::string_view word) {
  const auto found = std::find_if(command.flags.begin(), command.flags.end(),
                                  [word](const Flag& f) { return f.name == word || (!f.letter.empty() && f.letter == word); });
  return found == command.flags.end() ? nullptr : &*found;
}

Status unknown_flag(const Command& command, std::string_view word) {
  std::vector<std::string_view> known;
  for (const Flag& flag : command.flags) known.push_back(flag.name);
  const std::string near = nearest(word, known);
  return Status::error(kCannotParse, ErrorKind::kUsage, "there is no flag '" + std::string(word) + "' for `waqai " + std::string(command.name) + "`")
      .hint(near.empty() ? "`waqai " + std::string(command.name) + " --help` lists the flags" : "did you mean " + near + "?");
}

std::string flag_line(const Flag& flag) {
  std::string left = "  " + (flag.letter.empty() ? "    " : std::string(flag.letter) + ", ") + std::string(flag.name);
  if (!flag.value.empty()) left += " " + std::string(flag.value);
  if (left.size() < 34) left.resize(34, ' ');
  else left += "\n" + std::string(34, ' ');
  return left + std::string(flag.help) + "\n";
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Flag> kReading = {kPublished, kEncoding, kColumns, kMaxBytes, kRejects, kThreads, kBundle, kQuiet};
  static const std::vector<Flag> kWriting = {kTo, kJson, kFields, kAscii, kOutput, kColor, kTranslit, kEvidence};
  static const std::vector<Flag> kListing = {kListTo, kJson, kFields, kAscii, kOutput};
  static const std::vector<Flag> kAsking = [] {
    std::vector<Flag> flags = {kArchive};
    for (const Flag& flag : filters()) flags.push_back(flag);
    return flags;
  }();
  static const std::vector<Flag> kSearching = [] {
    std::vector<Flag> flags = {
        kArchive,
        {"--to", "", "FORMAT", "text or jsonl, one object (default: text on a terminal, else jsonl)", true, false, false, "text jsonl"},
        kJson,
        kOutput,
        kColor,
        {"--as-spelt", "", "", "only words as they are written here: no other forms, no other spellings of a name", true},
        {"--limit", "", "N", "at most N articles (default: 10)", true},
        {"--offset", "", "N", "without the first N", true},
        kBundle};
    for (const Flag& flag : chosen_by()) flags.push_back(flag);
    return flags;
  }();
  static const std::vector<Flag> kAuditing = {
      kArchive,
      {"--size", "-n", "N", "how many events (default: 50)", true},
      {"--seed", "", "N", "another number draws another sample (default: 1)", true},
      {"--verdicts", "", "FILE", "where verdicts are kept (default: verdicts.jsonl in the archive, as in the web app)", true},
      {"--report", "", "", "ask nothing, report what was judged", true},
      {"--list", "", "", "print the sample as JSON Lines, ask nothing"},
      {"--json", "", "", "the report as one JSON object", true},
      kOutput,
      kColor,
      kTranslit};
  static const std::vector<Command> kCommands = {
      {"code",
       "read articles and print their events",
       "[PATH...|-]",
       {"waqai code article.txt", "waqai code --to csv news.jsonl.gz -o events.csv", "waqai code - < news.jsonl > events.jsonl"},
       with(kWriting, kReading),
       run_code},
      {"explain",
       "how a sentence or an event was read, what fired, what was rejected and why; or what an error code means",
       "[TEXT|EVENT_ID|ERROR|-]",
       {"waqai explain 'TEXT'", "waqai explain 3f2a9c10 --archive news", "waqai explain E025"},
       with({kAnArchive, kPublished, kTranslit, kBundle}, {}),
       run_explain},
      {"extract",
       "print the articles of web pages, crawls, tables and texts as JSON Lines, in any language",
       "[PATH...|-]",
       {"waqai extract page.html", "waqai extract pages/ crawl.warc.gz > articles.jsonl", "waqai extract news.csv --columns text=body"},
       with({kOutput, kEncoding, kColumns, kMaxBytes, kQuiet}, {}),
       run_extract},
      {"ingest",
       "code articles into an archive; safe to repeat",
       "[PATH...|-]",
       {"waqai ingest --archive news articles.jsonl", "waqai ingest -a news folder/"},
       with({kArchive}, kReading),
       run_ingest},
      {"events",
       "events of an archive",
       "",
       {"waqai events -a news --type ASSAULT --country SYR", "waqai events -a news --name Putin --to csv",
        "waqai events -a news --fields date,type,actor_country,sentence"},
       with(kAsking, kWriting),
       run_events},
      {"search",
       "articles of an archive by their words, in any spelling and form: all words, OR, \"a phrase\", -without, begin*",
       "QUERY...",
       {"waqai search -a news 'QUERY'", "waqai search -a news Putin --since 2018-04-01",
        "waqai search -a news --json '\"A PHRASE\" -WORD' --country SYR"},
       with(kSearching, {}),
       run_search},
      {"stories",
       "stories of an archive: articles on one matter, reprints told from reports",
       "[STORY_ID]",
       {"waqai stories -a news --country SYR --limit 20", "waqai stories -a news s3f2a9c10"},
       with(kAsking, kListing),
       run_stories},
      {"incidents",
       "incidents of an archive: what happened once, however many reports tell it, and where they differ",
       "[INCIDENT_ID]",
       {"waqai incidents -a news --type ASSAULT --since 2018-04-01", "waqai incidents -a news i3f2a9c10"},
       with(kAsking, kListing),
       run_incidents},
      {"pledges",
       "promises of an archive with what was said and done about them later",
       "",
       {"waqai pledges -a news --name Macron", "waqai pledges -a news --to csv"},
       with(kAsking, kListing),
       run_pledges},
      {"quotes", "who said what, in the words of the articles", "", {"waqai quotes -a news --name Lavrov"}, with(kAsking, kListing), run_quotes},
      {"actors",
       "who acts in the events of an archive, and how often",
       "",
       {"waqai actors -a news --type PROTEST --limit 50"},
       with(kAsking, kListing),
       run_actors},
      {"freq",
       "how many events have each value of a field",
       "FIELD",
       {"waqai freq type -a news", "waqai freq actor_country -a news --type ASSAULT --limit 20"},
       with(kAsking, {{"--to", "", "FORM", "tsv, csv or jsonl (default: tsv)", true}, kJson, kOutput}),
       run_freq},
      {"export",
       "events of an archive in the shape of another tool, with a codebook beside the file",
       "[events|gdelt-events|gdelt-mentions|polecat|conllu]",
       {"waqai export -a news --to parquet -o events.parquet", "waqai export gdelt-events -a news -o events.tsv",
        "waqai export -a news --to excel -o events.csv --country SYR"},
       with(kAsking,
            {{"--to", "", "FORM", "csv, excel, tsv, jsonl, geojson or parquet (default: csv; tsv for the shapes of others)", true}, kOutput}),
       run_export,
       "events gdelt-events gdelt-mentions polecat conllu"},
      {"sql",
       "one SELECT over an archive, read-only and within limits",
       "QUERY",
       {"waqai sql -a news 'SELECT type, count(*) FROM event GROUP BY 1'", "waqai sql -a news 'SELECT * FROM dyad_day' --to csv"},
       with({kArchive,
             {"--to", "", "FORM", "table, csv or jsonl (default: table on a terminal, else csv)", true},
             kJson,
             kOutput,
             {"--seconds", "", "N", "stop it after so long (default: 10)"},
             {"--limit", "", "N", "at most N rows (default: 10000)"}},
            {}),
       run_sql},
      {"cite", "how to cite an archive, and what is needed to make it again", "", {"waqai cite -a news"}, with({kArchive, kOutput}, {}), run_cite},
      {"snapshot", "a consistent copy of an archive for other tools", "FOLDER", {"waqai snapshot -a news copy/"}, with({kArchive}, {}), run_snapshot},
      {"remove",
       "take articles out of an archive, or blank their words, with a trace",
       "ARTICLE_ID...",
       {"waqai remove -a news 17 --reason 'withdrawn by the outlet'", "waqai remove -a news 17 --redact --reason 'names a victim'"},
       with({kArchive,
             {"--redact", "", "", "blank the words, keep what was coded", true},
             {"--reason", "", "TEXT", "why; kept in the archive", true},
             kBundle,
             kQuiet},
            {}),
       run_remove},
      {"diff",
       "what differs between two archives: events gained, lost, changed; nothing found when they are equal",
       "A B",
       {"waqai diff before after --to csv"},
       with({}, kListing),
       run_diff},
      {"recode",
       "code articles of an archive again after a change of the dictionary: only those that it can touch; reports what changed",
       "",
       {"waqai recode -a news", "waqai recode -a news --overlay mine --dry-run", "waqai recode -a news --overlay mine --gold gold.jsonl --json"},
       with({kArchive,
             {"--overlay", "", "DIR", "your own rows; they are compiled with those of --data", true, true},
             {"--data", "", "DIR", "folder of the sources (default: data); compiled where it or --overlay is given", true},
             {"--dry-run", "", "", "report, change nothing", true},
             {"--all", "", "", "code every article again"},
             {"--gold", "", "FILE", "articles coded by hand: how well they are coded before and after"},
             {"--samples", "", "N", "show at most N changes (default: 20; of --json all)"},
             {"--json", "", "", "as one JSON object", true},
             kOutput,
             kThreads,
             kBundle,
             kQuiet},
            {}),
       run_recode},
      {"changes",
       "the feed of changes of an archive: events added, changed and withdrawn, by version",
       "",
       {"waqai changes -a news", "waqai changes -a news --since 17 --json"},
       with({kArchive, {"--since", "", "VERSION", "only later versions (default: 0)", true}}, kListing),
       run_changes},
      {"audit",
       "judge a random sample of an archive's events, key by key; prints precision with its interval and a paragraph for a methods section",
       "[DIR]",
       {"waqai audit news", "waqai audit news --type ASSAULT -n 100 --seed 7", "waqai audit news --list > sample.jsonl"},
       with(kAuditing, chosen_by()),
       run_audit},
      {"serve",
       "the web app over an archive, on this machine only",
       "[DIR]",
       {"waqai serve news", "waqai serve news --port 0 --read-only"},
       with({kArchive,
             {"--port", "", "N", "port on 127.0.0.1 (default: 7373; 0: any free one)", true},
             {"--read-only", "", "", "nobody can judge events", true},
             {"--data", "", "DIR", "sources of the dictionaries, to show the line behind a decision (default: ../data beside the bundle)"},
             kThreads,
             kBundle},
            {}),
       run_serve},
      {"parse",
       "words, lemmas, tags and trees as CoNLL-U; one paragraph a line on standard input",
       "[PATH|-]",
       {"waqai parse < text.txt > text.conllu"},
       with({kOutput, kBundle}, {}),
       run_parse},
      {"names",
       "names in tokens, one a line, a blank line behind each sentence: token, TAB, tag (B- or I- and PERS, LOC, ORG, MISC; O)",
       "[PATH|-]",
       {"waqai names < tokens.txt > tagged.tsv"},
       with({kOutput, kBundle}, {}),
       run_names},
      {"dict",
       "compile or check the dictionaries, try a sentence, or import PETRARCH ones: build, check, try, import",
       "build|check|try|import [TEXT|FILE...]",
       {"waqai dict check", "waqai dict build --data data --output waqai.bundle", "waqai dict try 'TEXT'",
        "waqai dict import actors.txt verbs.txt --output mine"},
       with({{"--data", "", "DIR", "folder of the sources (default: data)", true},
             {"--overlay", "", "DIR", "your own rows; they win over those of --data", true, true},
             {"--counts", "", "FILE", "records of `waqai code`: check also lists frames that never fired in them"},
             kOutput,
             kPublished,
             kTranslit,
             kBundle},
            {}),
       run_dict,
       "build check try import"},
      {"eval",
       "how well articles coded by hand are coded: precision, recall and F1 by field and by type, with intervals",
       "GOLD.jsonl",
       {"waqai eval gold.jsonl", "waqai eval gold.jsonl --coded other.jsonl --json"},
       with({{"--coded", "", "FILE", "score these coded articles instead of coding the gold's texts", true},
             {"--json", "", "", "as one JSON object", true},
             kOutput,
             kThreads,
             kBundle,
             kQuiet},
            {}),
       run_eval},
      {"unknown",
       "names and titles that the actor base does not know, most frequent first; --predicates: verbs that no frame reads",
       "[PATH...|-]",
       {"waqai unknown --top 50 news.jsonl.gz", "waqai unknown --predicates --top 50 news.jsonl.gz", "waqai unknown --predicates --archive news"},
       with({{"--predicates", "", "", "verbs, and nouns under light verbs, that no frame reads", true},
             kAnArchive,
             {"--section", "", "NAME,...", "only articles of these sections", true},
             {"--least", "", "N", "seen at least N times with somebody known (default: 2)", true},
             {"--top", "", "N", "the N most frequent", true},
             kOutput,
             kPublished,
             kEncoding,
             kBundle},
            {}),
       run_unknown},
      {"doctor",
       "versions, digests and problems, ready to paste into a report",
       "",
       {"waqai doctor", "waqai doctor --archive news"},
       with({kAnArchive, kBundle, {"--json", "", "", "as one JSON object"}}, {}),
       run_doctor},
      {"config", "the settings in force and where each comes from", "", {"waqai config"}, with({}, {}), run_config},
      {"completion",
       "a script that completes commands and flags in a shell",
       "bash|zsh|fish",
       {"waqai completion bash > ~/.local/share/bash-completion/completions/waqai", "waqai completion fish > ~/.config/fish/completions/waqai.fish"},
       with({}, {}),
       run_completion,
       "bash zsh fish"},
      {"help",
       "help on a command, or its man page; `waqai help exit-codes` and `waqai help settings` list these",
       "[COMMAND]",
       {"waqai help code", "waqai help --man code | man -l -"},
       with({{"--man", "", "", "as a man page"}}, {}),
       run_help},
  };
  return kCommands;
}

const Command* find_command(std::string_view name) {
  const auto& all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [name](const Command& c) { return c.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  size_t least = 3;
  for (const std::string_view candidate : known) {
    const size_t distance = edit_distance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return std::string(best);
}

std::string Arguments::get(std::string_view flag, std::string_view otherwise) const {
  const auto found = values_.find(std::string(flag));
  return found == values_.end() ? std::string(otherwise) : found->second.back();
}

std::vector<std::string> Arguments::list(std::string_view flag) const {
  std::vector<std::string> values;
  const auto found = values_.find(std::string(flag));
  if (found == values_.end()) return values;
  for (std::string_view given : found->second) {
    while (!given.empty()) {
      const size_t end = std::min(given.find(','), given.size());
      if (end > 0) values.emplace_back(given.substr(0, end));
      given.remove_prefix(std::min(end + 1, given.size()));
    }
  }
  return values;
}

Result<int64_t> Arguments::number(std::string_view flag, int64_t otherwise, int64_t least) const {
  if (!has(flag)) return otherwise;
  const std::string text = get(flag);
  int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure == std::errc() && end == text.data() + text.size() && value >= least) return value;
  return Status::error(kBadNumber, ErrorKind::kUsage,
                       std::string(flag) + " takes a whole number of at least " + std::to_string(least) + ", not '" + text + "'");
}

Result<std::optional<double>> Arguments::decimal(std::string_view flag, double least, double most) const {
  if (!has(flag)) return std::optional<double>();
  const std::string text = get(flag);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure == std::errc() && end == text.data() + text.size() && value >= least && value <= most) return std::optional<double>(value);
  char range[64];
  std::snprintf(range, sizeof range, " takes a number from %g to %g, not '", least, most);
  return Status::error(kBadNumber, ErrorKind::kUsage, std::string(flag) + range + text + "'");
}

Result<Arguments> parse_arguments(const Command& command, const std::vector<std::string>& words) {
  Arguments arguments;
  bool flags_ended = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (flags_ended || word.size() < 2 || word[0] != '-') {
      arguments.positional_.push_back(word);
      continue;
    }
    if (word == "--") {
      flags_ended = true;
      continue;
    }
    // "--flag=value", or the value right behind a letter: "-j2".
    const bool is_long = word.rfind("--", 0) == 0;
    const bool joined =
        !is_long && word.size() > 2 && find_flag(command, word.substr(0, 2)) != nullptr && !find_flag(command, word.substr(0, 2))->value.empty();
    const size_t equals = is_long ? word.find('=') : joined ? 2 : std::string::npos;
    const Flag* flag = find_flag(command, word.substr(0, equals));
    if (flag == nullptr) return unknown_flag(command, word.substr(0, equals));
    std::vector<std::string>& values = arguments.values_[std::string(flag->name)];
    if (flag->value.empty()) {
      values.push_back("");
    } else if (equals != std::string::npos) {
      values.push_back(word.substr(equals + (is_long ? 1 : 0)));
    } else if (i + 1 < words.size()) {
      values.push_back(words[++i]);
    } else {
      return Status::error(kNoValue, ErrorKind::kUsage, std::string(flag->name) + " needs a value: " + std::string(flag->value))
          .hint(std::string(flag->help));
    }
  }
  return arguments;
}

std::string program_help() {
  std::string text = "waqai " + version() +
                     ": reads Arabic political news, keeps a record anyone can check\n\nexamples:\n  waqai code article.txt\n"
                     "  waqai ingest --archive news articles.jsonl && waqai events --archive news\n\ncommands:\n";
  for (const Command& command : commands()) {
    text += "  " + std::string(command.name) + std::string(10 - std::min<size_t>(9, command.name.size()), ' ') + std::string(command.summary) + "\n";
  }
  return text + "\n`waqai COMMAND --help` tells more.\n";
}

std::string command_help(const Command& command, bool full) {
  std::string text = std::string(command.name) + ": " + std::string(command.summary) + "\n\nusage: waqai " + std::string(command.name) + " [FLAGS] " +
                     std::string(command.positional) + "\n\nexamples:\n";
  for (const std::string_view example : command.examples) text += "  " + std::string(example) + "\n";
  text += "\nflags:\n";
  for (const Flag& flag : command.flags) {
    if (full || flag.common) text += flag_line(flag);
  }
  if (!full) text += "\n`waqai " + std::string(command.name) + " --help` lists all flags.\n";
  return text;
}

}  // namespace waqai::cli

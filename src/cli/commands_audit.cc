// SPDX-License-Identifier: Apache-2.0
//
// The command with which a person judges a random sample of an archive's events: audit.
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "cli/audit.h"
#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "serve/verdicts.h"
#include "waqai/archive.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

using serve::Verdict;
using serve::Verdicts;

constexpr int64_t kSample = 50;

// Single keys from a terminal; from a pipe, the first letter of each line.
class Keys {
 public:
  Keys() : terminal_(is_terminal(stdin) && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!terminal_) return;
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
  }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys() {
    if (terminal_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  // 0 at the end of the input or after Ctrl-C.
  char next() {
    char key = 0;
    for (bool fresh = true; !interrupted();) {
      char c = 0;
      const ssize_t got = read(STDIN_FILENO, &c, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return key;
      if (terminal_) return c;
      if (c == '\n') {
        if (key != 0) return key;
        fresh = true;
      } else if (fresh && c != ' ' && c != '\r' && c != '\t') {
        key = c;
        fresh = false;
      }
    }
    return 0;
  }

 private:
  termios before_{};
  bool terminal_;
};

std::string archive_named(const Arguments& arguments) {
  return arguments.has("--archive") || arguments.positional().empty() ? arguments.get("--archive") : arguments.positional().front();
}

const char* verdict_of(char key) {
  switch (key) {
    case 'y':
      return "right";
    case 'n':
      return "wrong";
    case 'u':
      return "unsure";
    default:
      return nullptr;
  }
}

// Asks for every event without a verdict; an earlier audit, or the web app, may have judged some.
Status ask(const std::vector<const Sampled*>& events, Verdicts& verdicts, const TextStyle& style) {
  const std::map<std::string, Verdict> known = verdicts.all();
  Keys keys;
  const Sampled* last = nullptr;
  for (size_t i = 0; i < events.size();) {
    const Sampled& one = *events[i];
    if (known.count(one.event_id) > 0) {
      ++i;
      continue;
    }
    message("\n" + std::to_string(i + 1) + " of " + std::to_string(events.size()) + "\n" + printable(one.sentence) + "\n" +
            to_text(one.record, style));
    message("is the record right? y right, n wrong, u unsure, b back to the last one, q stop");
    const char key = keys.next();
    if (key == 0 || key == 'q') return {};
    if (key == 'b' && last != nullptr) {
      while (i > 0 && events[i] != last) --i;
      last = nullptr;
      continue;
    }
    const char* verdict = verdict_of(key);
    if (verdict == nullptr) continue;
    if (Status status = verdicts.add({one.event_id, verdict, "audit", utc_now()}); !status) return status;
    last = &one;
    ++i;
  }
  return {};
}

struct Audit {
  int64_t population = 0;
  int64_t sample = 0;
  int64_t seed = 0;
  std::string program, digests;  // of the runs that made the archive
  Tally all;
  std::map<std::string, Tally> types;
};

std::string number(int64_t value) { return std::to_string(value); }

// For the methods section of a paper.
std::string paragraph(const Audit& audit) {
  const Tally& all = audit.all;
  std::string text = "Of the " + number(audit.population) + " events that Waqai (" + audit.program + "; dictionaries " + audit.digests +
                     ") had coded, a simple random sample of " + number(audit.sample) + " was drawn without replacement (seed " + number(audit.seed) +
                     ") and judged against the text by a reader. ";
  const int64_t open = audit.sample - all.judged() - all.unsure;
  if (open > 0) text += number(open) + " of them have not been judged yet. ";
  if (all.judged() == 0) return text + "No record has been judged right or wrong, so precision is not known.\n";
  text += number(all.right) + " of " + number(all.judged()) + " records judged were right: precision " +
          share_with_interval(all.right, all.judged()) + ", the interval being Wilson's at 95 %.";
  if (all.unsure > 0)
    text += " " + number(all.unsure) + " on which the reader could not decide are left out; counted as wrong, they give " +
            share_with_interval(all.right, all.judged() + all.unsure) + ".";
  return text + "\n";
}

std::string as_text(const Audit& audit) {
  std::string text;
  char line[96];
  std::snprintf(line, sizeof line, "%-12s %6s %6s %6s   %s\n", "events of", "right", "wrong", "unsure", "precision (95 %)");
  text += line;
  const auto row = [&](const std::string& name, const Tally& tally) {
    std::snprintf(line, sizeof line, "%-12s %6lld %6lld %6lld   ", name.c_str(), static_cast<long long>(tally.right),
                  static_cast<long long>(tally.wrong), static_cast<long long>(tally.unsure));
    text += line + (tally.judged() > 0 ? share_with_interval(tally.right, tally.judged()) : std::string("not known")) + "\n";
  };
  for (const auto& [type, tally] : audit.types) row(type, tally);
  row("all types", audit.all);
  return text + "\n" + paragraph(audit);
}

std::string as_json(const Audit& audit) {
  const auto counts = [](const Tally& tally) {
    const Interval interval = wilson(tally.right, tally.judged());
    char share[96];
    std::snprintf(share, sizeof share, "\"precision\": %.4f, \"low\": %.4f, \"high\": %.4f",
                  tally.judged() > 0 ? static_cast<double>(tally.right) / static_cast<double>(tally.judged()) : 0.0, interval.low, interval.high);
    return "\"right\": " + number(tally.right) + ", \"wrong\": " + number(tally.wrong) + ", \"unsure\": " + number(tally.unsure) + ", " +
           (tally.judged() > 0 ? share : "\"precision\": null, \"low\": null, \"high\": null");
  };
  std::string types;
  for (const auto& [type, tally] : audit.types) types += (types.empty() ? "" : ", ") + json_quoted(type) + ": {" + counts(tally) + "}";
  return "{\"population\": " + number(audit.population) + ", \"sample\": " + number(audit.sample) + ", \"seed\": " + number(audit.seed) + ", " +
         counts(audit.all) + ", \"types\": {" + types + "}, \"methods\": " + json_quoted(paragraph(audit)) + "}\n";
}

std::string listed(const std::vector<const Sampled*>& events, const std::map<std::string, Verdict>& verdicts) {
  std::string lines;
  for (const Sampled* one : events) {
    const auto verdict = verdicts.find(one->event_id);
    const Event& event = one->record.events.front();
    lines += "{\"event_id\": " + json_quoted(one->event_id) + ", \"article\": " + json_quoted(one->record.article.id) +
             ", \"type\": " + json_quoted(one->type) + ", \"trigger\": " + json_quoted(event.trigger_text) +
             ", \"record\": " + json_quoted(event_gloss(event)) + ", \"sentence\": " + json_quoted(one->sentence) +
             ", \"verdict\": " + (verdict == verdicts.end() ? "null" : json_quoted(verdict->second.verdict)) + "}\n";
  }
  return lines;
}

void count(const Sampled& one, const std::map<std::string, Verdict>& verdicts, Audit& audit) {
  const auto found = verdicts.find(one.event_id);
  if (found == verdicts.end()) return;
  for (Tally* tally : {&audit.all, &audit.types[one.type]}) {
    tally->right += found->second.verdict == "right";
    tally->wrong += found->second.verdict == "wrong";
    tally->unsure += found->second.verdict == "unsure";
  }
}

Status tell_runs(const Archive& archive, Audit& audit) {
  const Result<ArchiveSummary> summary = archive.summary();
  if (!summary) return summary.status();
  const auto add = [](std::string& list, const std::string& one) {
    if (list.find(one) == std::string::npos) list += (list.empty() ? "" : ", ") + one;
  };
  for (const ArchiveRun& run : summary.value().runs) {
    add(audit.program, run.program);
    add(audit.digests, run.dictionary_digest.substr(0, 12));
  }
  return {};
}

}  // namespace

int run_audit(const Arguments& arguments) {
  const std::string folder = archive_named(arguments);
  if (folder.empty()) return fail(Status::error(142, ErrorKind::kUsage, "no archive named").hint("waqai audit DIR"));
  const Result<int64_t> size = arguments.number("--size", kSample, 1), seed = arguments.number("--seed", 1, 0);
  if (!size) return fail(size.status());
  if (!seed) return fail(seed.status());
  const Result<EventQuery> query = event_query(arguments);
  if (!query) return fail(query.status());
  const Result<Archive> archive = Archive::open(folder);
  if (!archive) return fail(archive.status());
  Sample sample(static_cast<size_t>(size.value()), static_cast<uint64_t>(seed.value()));
  const Status read = archive.value().events(query.value(), [&sample](const CodedArticle& article) { sample.offer(article); });
  if (!read) return fail(read);
  const std::vector<const Sampled*> events = sample.events();
  Verdicts verdicts(arguments.get("--verdicts", folder + "/verdicts.jsonl"));
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  Audit audit;
  audit.population = sample.offered();
  audit.sample = static_cast<int64_t>(events.size());
  audit.seed = seed.value();
  if (arguments.has("--list")) {
    (void)output.value().write(listed(events, verdicts.all()));
  } else {
    if (const Status told_runs = tell_runs(archive.value(), audit); !told_runs) return fail(told_runs);
    if (!arguments.has("--report")) {
      const Status asked = ask(events, verdicts, {wants_colour(arguments, stderr), arguments.has("--translit"), false});
      if (!asked) return fail(asked);
    }
    const std::map<std::string, Verdict> judged = verdicts.all();
    for (const Sampled* one : events) count(*one, judged, audit);
    (void)output.value().write(arguments.has("--json") ? as_json(audit) : as_text(audit));
  }
  const Status closed = output.value().close();
  if (!closed) return fail(closed);
  return events.empty() ? kNothingFound : kDone;
}

}  // namespace waqai::cli

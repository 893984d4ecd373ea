// SPDX-License-Identifier: Apache-2.0
//
// The examples of the frame dictionary as its tests: each sentence goes through the whole engine, and what comes out is compared with what the
// example says.
#include <algorithm>

#include "base/error_codes.h"
#include "lexicon/frames_source.h"
#include "waqai/dictionary.h"
#include "waqai/output.h"

namespace waqai {
namespace {

using lexicon::FrameExample;

// What follows the example, so that it is read as a sentence of an article: the learned filter is stricter with a text of one sentence.
constexpr std::string_view kRest =
    "\n\u0648\u0644\u0645 \u062a\u062a\u0648\u0641\u0631 \u062a\u0641\u0627\u0635\u064a\u0644 \u0623\u062e\u0631\u0649 \u062d\u062a\u0649 "
    "\u0627\u0644\u0622\u0646.";
constexpr std::string_view kArticle = "\u0627\u0644";

// Where the words of a role stand in the sentence; the article may be hidden behind a preposition.  Empty where they do not stand there.
Span find_words(std::string_view sentence, std::string_view words) {
  size_t at = sentence.find(words);
  if (at == std::string_view::npos && words.substr(0, kArticle.size()) == kArticle) {
    words.remove_prefix(kArticle.size());
    at = sentence.find(words);
  }
  if (at == std::string_view::npos) return {};
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

bool nobody(const Participant& one) {
  return one.name.empty() && one.country.empty() && one.sector.size() == 1 && (one.sector[0] == "UNK" || one.sector[0] == "UAF");
}

// Whether the words of an example and those of a participant overlap.
bool same_head(Span words, Span found) { return found.begin < words.end && words.begin < found.end; }

// Every expected role has a participant of its own, and no participant is left.
bool same_roles(const FrameExample& example, const std::vector<std::string>& expected, std::vector<Participant> found) {
  std::erase_if(found, nobody);
  if (found.size() != expected.size()) return false;
  for (const std::string& words : expected) {
    const Span span = find_words(example.sentence, words);
    const auto fits = std::find_if(found.begin(), found.end(), [&](const Participant& p) { return same_head(span, p.span); });
    if (fits == found.end()) return false;
    found.erase(fits);
  }
  return true;
}

bool coded_as_told(const FrameExample& example, const Event& event) {
  if (event.type != example.type || event.status != example.status) return false;
  if (!example.mode.empty() && std::find(event.mode.begin(), event.mode.end(), example.mode) == event.mode.end()) return false;
  if (!example.any_actor && !same_roles(example, example.actor, event.actor)) return false;
  return !example.has_recipient || same_roles(example, example.recipient, event.recipient);
}

std::string joined(const std::vector<Participant>& all) {
  std::string text;
  for (const Participant& one : all) text += (text.empty() ? "" : "; ") + one.text;
  return text.empty() ? "-" : text;
}

std::string told(const CodedArticle& coded) {
  std::string text;
  for (const Event& event : coded.events) {
    text += (text.empty() ? "" : ", ") + event.type + " " + event.status + " " + joined(event.actor) + " -> " + joined(event.recipient);
  }
  return text.empty() ? "nothing" : text;
}

class Checker {
 public:
  explicit Checker(const Engine& engine) : engine_(engine) {}

  Status check(const FrameExample& example) {
    ++report_.examples;
    for (const std::vector<std::string>* roles : {&example.actor, &example.recipient}) {
      for (const std::string& words : *roles) {
        if (!find_words(example.sentence, words).empty()) continue;
        fail(example, base::kDictionaryFormat, "the example names '" + words + "', which is not in its sentence", "copy the words of the sentence");
        return {};
      }
    }
    Article article;
    article.text = example.sentence + std::string(kRest);
    const Result<CodedArticle> coded = engine_.code(article);
    if (!coded) return coded.status();
    const std::vector<Event>& events = coded.value().events;
    if (example.nothing) {
      const bool silent = example.type == "none" ? events.empty()
                                                 : std::none_of(events.begin(), events.end(), [&](const Event& e) { return e.type == example.type; });
      if (!silent) fails(example, coded.value());
      return {};
    }
    const auto event = std::find_if(events.begin(), events.end(), [&](const Event& e) { return coded_as_told(example, e); });
    if (event == events.end()) fails(example, coded.value());
    else if (event->frame.file != example.file || event->frame.line != example.frame_line) other_frame(example, *event);
    return {};
  }

  ExampleReport take() { return std::move(report_); }

 private:
  void add(const FrameExample& example, bool is_error, int code, const std::string& problem, std::string remedy) {
    const lexicon::Finding finding{is_error, code, example.file, example.line, printable(problem), std::move(remedy)};
    report_.findings.push_back({is_error, finding.to_string()});
  }

  void fail(const FrameExample& example, int code, const std::string& problem, std::string remedy) {
    ++report_.failed;
    add(example, true, code, problem, std::move(remedy));
  }

  void fails(const FrameExample& example, const CodedArticle& coded) {
    fail(example, base::kDictionaryExampleFails, "the example is coded as " + told(coded),
         "see `waqai dict try` with the sentence: " + example.sentence);
  }

  void other_frame(const FrameExample& example, const Event& event) {
    add(example, false, base::kDictionaryShadowed,
        "the example is coded by another frame, " + event.frame.file + ":" + std::to_string(event.frame.line),
        "merge the two frames, or tell them apart by `if:`");
  }

  const Engine& engine_;
  ExampleReport report_;
};

}  // namespace

Result<ExampleReport> check_examples(const std::vector<std::string>& folders, const Engine& engine) {
  lexicon::Findings findings;  // malformed examples are findings of the compiler
  const Result<lexicon::SourceSet> sources = lexicon::SourceSet::load(folders, findings);
  if (!sources) return sources.status();
  const std::vector<lexicon::FrameSource> frames = lexicon::read_frame_sources(sources.value(), findings);
  Checker checker(engine);
  for (const FrameExample& example : lexicon::read_frame_examples(frames, findings)) {
    if (Status status = checker.check(example); !status) return status;
  }
  return checker.take();
}

}  // namespace waqai

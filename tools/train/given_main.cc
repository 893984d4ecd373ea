// SPDX-License-Identifier: Apache-2.0
//
// Codes articles with the triggers of their events given, so that the choice of sides is measured apart from finding the events:
//   given_triggers --bundle B --articles GOLD.jsonl --triggers T.tsv [--parties OUT.tsv]
// T.tsv: article id, start, end (code points of the article's text), type; one event a line.  Prints for each event its article id, start and
// end, then for each party "actor" or "recipient" with country and first sector ("-" where none), cells set apart by tabs.
// --parties: what the second look at the parties sees of every candidate, before it decides (tools/train/fit_parties.py): article id, start, end,
// type, role, whether the rules chose it (1 in this role, 2 in the other), countries and first sectors of its entities, its words, its features.
// --choices: the articles are coded as always, and of the events found that share words and type with one of T.tsv each option of the choice of the
// parties is told (tools/train/fit_choice.py): article id, event, start, end, type, role, kind of option, its members as country/sector, the words
// of its mention, its atoms.  Nothing is printed.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "events/coder.h"
#include "ingest/reader.h"
#include "pipeline/pipeline.h"

namespace {

using namespace waqai;

struct Trigger {
  uint32_t start = 0, end = 0;  // code points
  std::string type;
};

int fail(const std::string& message) {
  std::fprintf(stderr, "given_triggers: %s\n", message.c_str());
  return 3;
}

bool read_triggers(const std::string& text, std::map<std::string, std::vector<Trigger>>& out) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::vector<std::string> cells(1);
    for (const char c : text.substr(at, end - at)) {
      if (c == '\t') cells.emplace_back();
      else cells.back().push_back(c);
    }
    at = end + 1;
    if (cells.size() != 4) return false;
    out[cells[0]].push_back({static_cast<uint32_t>(std::stoul(cells[1])), static_cast<uint32_t>(std::stoul(cells[2])), cells[3]});
  }
  return true;
}

// The byte where code point `number` of `text` begins.
uint32_t byte_of(const std::string& text, uint32_t number) {
  uint32_t seen = 0, at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && seen++ == number) break;
  }
  return at;
}

void print_parties(const annot::Document& doc, const char* role, const std::vector<annot::Role>& parties) {
  for (const annot::Role& party : parties) {
    const bool known = party.entity != annot::kNone;
    const std::string_view country = known ? doc.entities[party.entity].country : party.country;
    const std::string_view sectors = known && party.sectors.empty() ? doc.entities[party.entity].sectors : party.sectors;
    std::printf("\t%s\t%s\t%s", role, country.empty() ? "-" : std::string(country).c_str(),
                sectors.empty() ? "-" : std::string(sectors.substr(0, 3)).c_str());
  }
}

// One line a candidate.
void print_samples(const annot::Document& doc, const std::vector<events::Parties::Sample>& samples, const std::string& article,
                   const events::Workspace& given, const std::vector<Trigger>& triggers, std::FILE* out) {
  for (const events::Parties::Sample& one : samples) {
    const annot::Event& event = doc.events[one.event];
    size_t index = 0;
    while (index < triggers.size() && (given.given[index].trigger.begin != event.trigger.begin || given.given[index].type != event.type)) ++index;
    if (index == triggers.size()) continue;
    const bool actor = one.role == events::PartyRole::kActor;
    const uint32_t mention = one.candidate.mention;
    const std::vector<uint32_t> entities =
        mention == annot::kNone ? std::vector<uint32_t>{one.candidate.before.entity} : doc.mentions[mention].entities;
    const auto chosen = [&](const std::vector<annot::Role>& roles) {
      return std::any_of(roles.begin(), roles.end(),
                         [&](const annot::Role& r) { return std::find(entities.begin(), entities.end(), r.entity) != entities.end(); });
    };
    std::string codes;
    for (const uint32_t e : entities) {
      const annot::Entity& entity = doc.entities[e];
      codes += (codes.empty() ? "" : ",") + std::string(entity.country.empty() ? "-" : entity.country) + "/" +
               std::string(entity.sectors.empty() ? "-" : entity.sectors.substr(0, 3));
    }
    std::string words(doc.surface(mention == annot::kNone ? one.candidate.before.text : doc.mentions[mention].span));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    std::fprintf(out, "%s\t%u\t%u\t%s\t%s\t%d\t%s\t%s\t", article.c_str(), triggers[index].start, triggers[index].end,
                 std::string(event.type).c_str(), actor ? "actor" : "recipient",
                 chosen(actor ? event.actor : event.recipient)   ? 1
                 : chosen(actor ? event.recipient : event.actor) ? 2
                                                                 : 0,
                 codes.c_str(), words.c_str());
    for (const uint32_t f : one.features) std::fprintf(out, "%u ", f & ((1u << events::kPartiesBits) - 1));
    std::fprintf(out, "\n");
  }
}

// One line an option of the events that share words and type with a trigger.
void print_choices(const annot::Document& doc, const std::vector<events::Choice::Sample>& samples, const std::string& article,
                   const std::vector<Trigger>& triggers, std::FILE* out) {
  std::vector<uint32_t> point(doc.text.size() + 1, 0);  // code points before each byte
  for (size_t i = 0; i < doc.text.size(); ++i) point[i + 1] = point[i] + ((static_cast<unsigned char>(doc.text[i]) & 0xC0) != 0x80);
  for (const events::Choice::Sample& one : samples) {
    const annot::Event& event = doc.events[one.event];
    const uint32_t begin = point[event.trigger.begin], end = point[event.trigger.end];
    const bool wanted =
        std::any_of(triggers.begin(), triggers.end(), [&](const Trigger& t) { return t.type == event.type && t.start < end && begin < t.end; });
    if (!wanted) continue;
    std::fprintf(out, "%s\t%u\t%u\t%u\t%s\t%s\t%d\t", article.c_str(), one.event, begin, end, std::string(event.type).c_str(),
                 one.role == events::PartyRole::kActor ? "actor" : "recipient", static_cast<int>(one.option.kind));
    for (const annot::Role& r : one.option.roles) {
      const std::string_view country = events::Roles::country(doc, r), sectors = events::Roles::sectors(doc, r);
      std::fprintf(out, "%s/%s/%d,", country.empty() ? "-" : std::string(country).c_str(),
                   sectors.empty() ? "-" : std::string(sectors.substr(0, 3)).c_str(), r.entity == annot::kNone ? -1 : static_cast<int>(r.entity));
    }
    std::string words(one.option.mention == annot::kNone ? std::string_view() : doc.surface(doc.mentions[one.option.mention].span));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    std::fprintf(out, "\t%s\t", words.c_str());
    for (const uint32_t a : one.atoms) std::fprintf(out, "%u ", a);
    std::fprintf(out, "\n");
  }
}

int run(const std::string& bundle_path, const std::string& articles, const std::string& triggers, const std::string& parties, bool choices) {
  const Result<std::string> lines = base::read_file(triggers);
  std::map<std::string, std::vector<Trigger>> wanted;
  if (!lines || !read_triggers(lines.value(), wanted)) return fail(triggers + " is no table of triggers");
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(bundle_path);
  if (!bundle) return fail(bundle.status().to_string());
  const Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(bundle.value());
  if (!pipeline) return fail(pipeline.status().to_string());
  const Result<events::Coder> coder = events::Coder::open(bundle.value());
  if (!coder) return fail(coder.status().to_string());
  pipeline::Pipeline::Scratch scratch = pipeline.value().new_scratch();
  events::Workspace workspace;
  std::FILE* samples = parties.empty() ? nullptr : std::fopen(parties.c_str(), "w");
  if (!parties.empty() && samples == nullptr) return fail("cannot write " + parties);
  workspace.collect_parties = samples != nullptr && !choices;
  workspace.collect_choices = samples != nullptr && choices;
  ingest::ArticleReader reader({articles});
  for (ingest::ReadItem item; reader.next(item);) {
    const auto found = wanted.find(item.article.id);
    if (!item.status.is_ok() || found == wanted.end()) continue;
    if (Status status = pipeline.value().annotate(item.article, scratch); !status) return fail(status.to_string());
    workspace.given.clear();
    const std::string text(scratch.document.text);
    if (!choices)
      for (const Trigger& one : found->second) workspace.given.push_back({{byte_of(text, one.start), byte_of(text, one.end)}, one.type});
    if (Status status = coder.value().annotate(scratch.document, workspace); !status) return fail(status.to_string());
    if (choices) {
      print_choices(scratch.document, workspace.choices, item.article.id, found->second, samples);
      continue;
    }
    if (samples != nullptr) print_samples(scratch.document, workspace.party_samples, item.article.id, workspace, found->second, samples);
    for (const annot::Event& event : scratch.document.events) {
      for (size_t i = 0; i < workspace.given.size(); ++i) {
        if (workspace.given[i].trigger.begin != event.trigger.begin || workspace.given[i].type != event.type) continue;
        std::printf("%s\t%u\t%u", item.article.id.c_str(), found->second[i].start, found->second[i].end);
        print_parties(scratch.document, "actor", event.actor);
        print_parties(scratch.document, "recipient", event.recipient);
        std::printf("\n");
        break;
      }
    }
  }
  if (samples != nullptr) std::fclose(samples);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i + 1 < argc; i += 2) flags[argv[i]] = argv[i + 1];
  if (argc % 2 == 0 || flags["--bundle"].empty() || flags["--articles"].empty() || flags["--triggers"].empty())
    return fail("usage: given_triggers --bundle B --articles GOLD.jsonl --triggers T.tsv [--parties OUT.tsv | --choices OUT.tsv]");
  return run(flags["--bundle"], flags["--articles"], flags["--triggers"], flags["--choices"].empty() ? flags["--parties"] : flags["--choices"],
             !flags["--choices"].empty());
}

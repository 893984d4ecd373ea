// SPDX-License-Identifier: Apache-2.0
//
// Codes articles with the triggers of their events given, so that the choice of sides is measured apart from finding the events:
//   given_triggers --bundle B --articles GOLD.jsonl --triggers T.tsv
// T.tsv: article id, start, end (code points of the article's text), type; one event a line.  Prints for each event its article id, start and
// end, then for each party "actor" or "recipient" with country and first sector ("-" where none), cells set apart by tabs.
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

int run(const std::string& bundle_path, const std::string& articles, const std::string& triggers) {
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
  ingest::ArticleReader reader({articles});
  for (ingest::ReadItem item; reader.next(item);) {
    const auto found = wanted.find(item.article.id);
    if (!item.status.is_ok() || found == wanted.end()) continue;
    if (Status status = pipeline.value().annotate(item.article, scratch); !status) return fail(status.to_string());
    workspace.given.clear();
    const std::string text(scratch.document.text);
    for (const Trigger& one : found->second) workspace.given.push_back({{byte_of(text, one.start), byte_of(text, one.end)}, one.type});
    if (Status status = coder.value().annotate(scratch.document, workspace); !status) return fail(status.to_string());
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
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i + 1 < argc; i += 2) flags[argv[i]] = argv[i + 1];
  if (argc % 2 == 0 || flags.size() != 3 || flags["--bundle"].empty() || flags["--articles"].empty() || flags["--triggers"].empty())
    return fail("usage: given_triggers --bundle B --articles GOLD.jsonl --triggers T.tsv");
  return run(flags["--bundle"], flags["--articles"], flags["--triggers"]);
}

// SPDX-License-Identifier: Apache-2.0
//
// What the choice of a state for agents whose phrase tells none sees (src/entities/home.h), for tools/train/fit_home.py:
//   home_choices --bundle B --articles GOLD.jsonl
// Prints one line a choice: article id, start and end of the phrase (bytes), kind, sector, and for each candidate "country:evidence" (bits in
// hexadecimal), cells set apart by tabs.
#include <cstdio>
#include <map>
#include <string>

#include "entities/resolver.h"
#include "ingest/reader.h"
#include "pipeline/pipeline.h"

namespace {

using namespace waqai;

int fail(const std::string& message) {
  std::fprintf(stderr, "home_choices: %s\n", message.c_str());
  return 3;
}

int run(const std::string& bundle_path, const std::string& articles) {
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(bundle_path);
  if (!bundle) return fail(bundle.status().to_string());
  const Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(bundle.value());
  if (!pipeline) return fail(pipeline.status().to_string());
  const Result<entities::Resolver> resolver = entities::Resolver::open(bundle.value());
  if (!resolver) return fail(resolver.status().to_string());
  pipeline::Pipeline::Scratch scratch = pipeline.value().new_scratch();
  std::vector<entities::HomeChoice> choices;
  entities::Workspace workspace;
  workspace.homes = &choices;
  ingest::ArticleReader reader({articles});
  for (ingest::ReadItem item; reader.next(item);) {
    if (!item.status.is_ok()) continue;
    if (Status status = pipeline.value().annotate(item.article, scratch); !status) return fail(status.to_string());
    choices.clear();
    if (Status status = resolver.value().annotate(scratch.document, workspace); !status) return fail(status.to_string());
    for (const entities::HomeChoice& one : choices) {
      std::printf("%s\t%u\t%u\t%u\t%s", item.article.id.c_str(), one.span.begin, one.span.end, static_cast<unsigned>(one.kind),
                  std::string(one.sector).c_str());
      for (const entities::HomeCandidate& c : one.candidates)
        std::printf("\t%s:%llx", std::string(c.country).c_str(), static_cast<unsigned long long>(c.evidence));
      std::printf("\n");
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i + 1 < argc; i += 2) flags[argv[i]] = argv[i + 1];
  if (argc % 2 == 0 || flags["--bundle"].empty() || flags["--articles"].empty()) return fail("usage: home_choices --bundle B --articles GOLD.jsonl");
  return run(flags["--bundle"], flags["--articles"]);
}

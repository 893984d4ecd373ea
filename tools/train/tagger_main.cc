// SPDX-License-Identifier: Apache-2.0
//
// Trains the tagger and scores it:
//   train_tagger --bundle B --treebank FILE.conllu --segmentation FILE.tsv --raw TEXT --out data/weights/tagger.bin [--epochs N] [--seed N] [--bits N]
//   train_tagger --bundle B --weights data/weights/tagger.bin --treebank FILE.conllu --segmentation FILE.tsv       figures only
// --raw: plain text, one paragraph a line, for the frequencies of lemmas.  Of the segmentation table the first two thirds of the sentences train, the last third is held out; its figures are printed.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/file.h"
#include "lexicon/weights_compile.h"
#include "tagger_train.h"

namespace {

using namespace waqai;

constexpr size_t kHeaderBytes = 16;  // of a weights file

struct Arguments {
  std::string bundle, weights, out, raw;
  std::vector<std::string> treebanks, segmentations;
  train::TaggerOptions options;
};

bool parse(int argc, char** argv, Arguments& arguments) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    const std::string value = argv[i + 1];
    const auto number = static_cast<uint32_t>(std::strtoul(value.c_str(), nullptr, 10));
    if (flag == "--bundle") arguments.bundle = value;
    else if (flag == "--weights") arguments.weights = value;
    else if (flag == "--raw") arguments.raw = value;
    else if (flag == "--out") arguments.out = value;
    else if (flag == "--treebank") arguments.treebanks.push_back(value);
    else if (flag == "--segmentation") arguments.segmentations.push_back(value);
    else if (flag == "--epochs") arguments.options.epochs = number;
    else if (flag == "--seed") arguments.options.seed = number;
    else if (flag == "--bits") arguments.options.bits = number;
    else return false;
  }
  return argc % 2 == 1 && !arguments.bundle.empty();
}

void print(const char* name, const train::TaggerFigures& f) {
  const double tokens = f.tokens > 0 ? static_cast<double>(f.tokens) : 1;
  std::printf("%-12s tokens %7llu  boundaries %.2f %%  reachable %.2f %%  best match %.2f %%\n", name, static_cast<unsigned long long>(f.tokens),
              100 * static_cast<double>(f.boundaries) / tokens, 100 * static_cast<double>(f.reachable) / tokens, 100 * static_cast<double>(f.full) / tokens);
}

int fail(const Status& status) {
  std::fprintf(stderr, "%s\n", status.to_string().c_str());
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!parse(argc, argv, arguments)) return fail(Status::error(1, ErrorKind::kUsage, "see the head of tools/train/tagger_main.cc"));
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(arguments.bundle);
  if (!bundle) return fail(bundle.status());
  const Result<morphology::Tagger> tagger = morphology::Tagger::open(bundle.value());
  if (!tagger) return fail(tagger.status());
  std::vector<train::GoldSentence> data, held_out;
  for (const std::string& path : arguments.treebanks) {
    Result<std::vector<train::GoldSentence>> part = train::read_treebank(path);
    if (!part) return fail(part.status());
    data.insert(data.end(), part.value().begin(), part.value().end());
  }
  for (const std::string& path : arguments.segmentations) {
    const Result<std::vector<train::GoldSentence>> part = train::read_segmentation(path);
    if (!part) return fail(part.status());
    const size_t cut = part.value().size() * 2 / 3;
    for (size_t i = 0; i < part.value().size(); ++i) (i < cut ? data : held_out).push_back(part.value()[i]);
  }
  std::vector<int16_t> weights;
  std::vector<uint8_t> priors(1, 0);
  std::string file;
  if (!arguments.out.empty()) {
    if (!arguments.raw.empty()) {
      const Result<train::TypeCounts> types = train::count_types(arguments.raw);
      if (!types) return fail(types.status());
      priors = train::estimate_priors(tagger.value(), types.value());
    }
    weights = train::train_tagger(tagger.value(), priors, data, arguments.options);
    const std::string bytes = lexicon::weights_file(morphology::kTaggerVersion, morphology::Model::section(weights, priors));
    if (Status status = base::replace_file(arguments.out, bytes); !status) return fail(status);
  } else if (!arguments.weights.empty()) {
    Result<std::string> bytes = base::read_file(arguments.weights);
    if (!bytes) return fail(bytes.status());
    file = bytes.value().substr(std::min(kHeaderBytes, bytes.value().size()));
    lexicon::SectionReader reader(file);
    const auto view = reader.array<int16_t>();
    weights.assign(view.begin(), view.end());
    const auto prior_view = reader.array<uint8_t>();
    priors.assign(prior_view.begin(), prior_view.end());
  }
  const morphology::Model model = weights.empty() ? morphology::Model() : morphology::Model(weights, priors);
  print("given", train::score_tagger(tagger.value(), model, data));
  print("held out", train::score_tagger(tagger.value(), model, held_out));
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
//
// Trains the parser:  train_parser --train FILE.conllu --dev FILE.conllu --out data/weights/parser.bin [--epochs N] [--seeds N] ...
// Prints the figures on the development file.  Same files and options, same bytes.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

#include "annot/conllu.h"
#include "base/error_codes.h"
#include "base/file.h"
#include "lexicon/weights_compile.h"
#include "parser_self.h"

namespace {

// A treebank, and the bundle whose tagger gives it words and tags; without one, those of the file.
struct Source {
  std::string path;
  std::string bundle;
};

struct Arguments {
  std::vector<Source> train;
  std::vector<Source> dev;
  std::vector<Source> raw;  // more sentences, whose trees are found by vote (parser_self.h)
  waqai::train::SelfOptions self;
  uint32_t copies = 1;     // how often the treebank counts beside raw sentences
  uint32_t own_seeds = 0;  // runs on the treebank alone, mixed half and half with the model that saw raw sentences
  uint32_t own_epochs = 6;
  std::string out;
  std::string retagged;  // where to write the training sentences with the words and tags of the bundles, instead of training
  uint32_t folds = 0;    // instead of the development files: train on all folds but one, score on that one
  waqai::train::TrainOptions options;
};

bool parse(int argc, char** argv, Arguments& arguments) {
  std::string bundle;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    const std::string value = argv[i + 1];
    const auto number = [&] { return static_cast<uint32_t>(std::strtoul(value.c_str(), nullptr, 10)); };
    if (flag == "--train") arguments.train.push_back({value, bundle});
    else if (flag == "--dev") arguments.dev.push_back({value, bundle});
    else if (flag == "--raw") arguments.raw.push_back({value, bundle});
    else if (flag == "--agreement") arguments.self.least_agreement = number() / 100.0;
    else if (flag == "--raw-sentences") arguments.self.most = number();
    else if (flag == "--voters") arguments.self.voters = number();
    else if (flag == "--given-votes") arguments.self.given_votes = number();
    else if (flag == "--teacher-beam") arguments.self.teacher.beam = number();
    else if (flag == "--copies") arguments.copies = number();
    else if (flag == "--own-seeds") arguments.own_seeds = number();
    else if (flag == "--own-epochs") arguments.own_epochs = number();
    else if (flag == "--bundle") bundle = value;
    else if (flag == "--out") arguments.out = value;
    else if (flag == "--retagged") arguments.retagged = value;
    else if (flag == "--folds") arguments.folds = number();
    else if (flag == "--beam") arguments.options.beam = number();
    else if (flag == "--epochs") arguments.options.epochs = number();
    else if (flag == "--relation-epochs") arguments.options.relation_epochs = number();
    else if (flag == "--seeds") arguments.options.seeds = number();
    else if (flag == "--first-seed") arguments.options.first_seed = number();
    else if (flag == "--action-bits") arguments.options.action_bits = number();
    else if (flag == "--relation-bits") arguments.options.relation_bits = number();
    else return false;
  }
  return argc % 2 == 1 && !arguments.train.empty() && (arguments.folds > 1 || !arguments.dev.empty() || !arguments.retagged.empty());
}

// Mean figures over the folds; sentence i belongs to fold i modulo `folds`.
waqai::train::Accuracy cross_validate(const std::vector<waqai::train::Instance>& all, const Arguments& arguments) {
  waqai::train::Accuracy mean;
  for (uint32_t fold = 0; fold < arguments.folds; ++fold) {
    std::vector<waqai::train::Instance> train, dev;
    for (size_t i = 0; i < all.size(); ++i) (i % arguments.folds == fold ? dev : train).push_back(all[i]);
    const waqai::train::Accuracy one = waqai::train::evaluate(dev, waqai::train::train_parser(train, arguments.options, dev, false));
    mean.uas += one.uas / arguments.folds;
    mean.las += one.las / arguments.folds;
    mean.core += one.core / arguments.folds;
  }
  return mean;
}

int fail(const waqai::Status& status) {
  std::fprintf(stderr, "%s\n", status.to_string().c_str());
  return 3;
}

// What of a bundle reading needs.  Instances point into it.
struct Lexicon {
  std::optional<waqai::lexicon::Bundle> bundle;
  std::optional<waqai::morphology::Tagger> tagger;
  waqai::syntax::Valency valency;
};

waqai::Status open_lexicon(const std::string& path, Lexicon& lexicon) {
  using namespace waqai;
  if (path.empty()) return {};
  Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  if (!bundle) return bundle.status();
  lexicon.bundle.emplace(std::move(bundle).value());
  const Result<lexicon::Words> words = lexicon::Words::open(*lexicon.bundle);
  if (!words) return words.status();
  lexicon.valency = syntax::Valency(words.value());
  Result<morphology::Tagger> tagger = morphology::Tagger::open(*lexicon.bundle);
  if (!tagger) return tagger.status();
  lexicon.tagger.emplace(std::move(tagger).value());
  return {};
}

class Reader {
 public:
  waqai::Status read(const Source& source, std::vector<waqai::train::Instance>& instances) {
    using namespace waqai::train;
    const Lexicon& lexicon = lexicons_[source.bundle];
    if (waqai::Status status = open(source.bundle); !status) return status;
    waqai::Result<std::vector<Instance>> more =
        lexicon.tagger ? read_retagged(source.path, *lexicon.tagger, lexicon.valency) : read_instances(source.path, lexicon.valency);
    if (!more) return more.status();
    for (Instance& instance : more.value()) instances.push_back(std::move(instance));
    return {};
  }

  // Appends the sentences of the source, as a tagger reads them, to `out`.
  waqai::Status retag(const Source& source, std::string& out) {
    using namespace waqai;
    if (Status status = open(source.bundle); !status) return status;
    const Lexicon& lexicon = lexicons_[source.bundle];
    if (!lexicon.tagger) return Status::error(base::kBadConllu, ErrorKind::kUsage, "--retagged needs --bundle before --train");
    const Result<annot::Document> doc = train::retagged_document(source.path, *lexicon.tagger);
    if (!doc) return doc.status();
    annot::append_conllu(doc.value(), {}, out);
    return {};
  }

 private:
  waqai::Status open(const std::string& bundle) {
    Lexicon& lexicon = lexicons_[bundle];
    return bundle.empty() || lexicon.bundle ? waqai::Status() : open_lexicon(bundle, lexicon);
  }

  std::map<std::string, Lexicon> lexicons_;  // stay where they are
};

}  // namespace

namespace {

waqai::Status add_raw(const Arguments& arguments, Reader& reader, std::vector<waqai::train::Instance>& instances) {
  std::vector<waqai::train::Instance> raw;
  for (const Source& source : arguments.raw) {
    if (waqai::Status status = reader.read(source, raw); !status) return status;
  }
  if (raw.empty()) return {};
  const size_t given = raw.size();
  const std::vector<waqai::train::Instance> voted = waqai::train::voted_trees(instances, std::move(raw), arguments.self);
  std::fprintf(stderr, "%zu of %zu raw sentences taken\n", voted.size(), given);
  const size_t own = instances.size();
  for (uint32_t copy = 1; copy < arguments.copies; ++copy) {
    for (size_t i = 0; i < own; ++i) instances.push_back(waqai::train::Instance(instances[i]));
  }
  instances.insert(instances.end(), voted.begin(), voted.end());
  return {};
}

waqai::train::TrainOptions own_options(const Arguments& arguments) {
  waqai::train::TrainOptions options = arguments.options;
  options.seeds = arguments.own_seeds;
  options.epochs = options.relation_epochs = arguments.own_epochs;
  return options;
}

int write_retagged(const Arguments& arguments, Reader& reader) {
  std::string out;
  for (const Source& source : arguments.train) {
    if (waqai::Status status = reader.retag(source, out); !status) return fail(status);
  }
  const waqai::Status status = waqai::base::replace_file(arguments.retagged, out);
  return status ? 0 : fail(status);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace waqai;
  Arguments arguments;
  if (!parse(argc, argv, arguments)) {
    std::fprintf(stderr,
                 "usage: train_parser [--bundle FILE] --train FILE --dev FILE [--dev FILE] [--out FILE] [--beam N] [--epochs N]\n"
                 "                    [--relation-epochs N] [--seeds N] [--first-seed N] [--action-bits N] [--relation-bits N]\n"
                 "                    [--folds N instead of --dev: cross-validation] [--retagged FILE instead of --dev: write what is read]\n"
                 "                    [--raw FILE [--voters N] [--given-votes N] [--agreement PERCENT] [--raw-sentences N] [--copies N]\n"
                 "                     [--own-seeds N [--own-epochs N]]: self-training]\n"
                 "--bundle FILE: the tagger of this bundle gives the files named after it their words and tags\n");
    return 2;
  }
  Reader reader;
  if (!arguments.retagged.empty()) return write_retagged(arguments, reader);
  std::vector<train::Instance> instances;
  for (const Source& source : arguments.train) {
    if (Status status = reader.read(source, instances); !status) return fail(status);
  }
  if (arguments.folds > 1) {
    std::printf("%u folds: %s\n", arguments.folds, train::to_string(cross_validate(instances, arguments)).c_str());
    return 0;
  }
  std::vector<std::vector<train::Instance>> devs(arguments.dev.size());
  for (size_t i = 0; i < devs.size(); ++i) {
    if (Status status = reader.read(arguments.dev[i], devs[i]); !status) return fail(status);
  }
  const std::vector<train::Instance> own = arguments.own_seeds > 0 ? instances : std::vector<train::Instance>();
  if (Status status = add_raw(arguments, reader, instances); !status) return fail(status);
  syntax::Weights weights = train::train_parser(instances, arguments.options, devs[0], true);
  if (arguments.own_seeds > 0) weights = train::mixed(weights, train::train_parser(own, own_options(arguments), devs[0], false), 0.5);
  for (size_t i = 0; i < devs.size(); ++i)
    std::printf("%s: %s\n", arguments.dev[i].path.c_str(), train::to_string(train::evaluate(devs[i], weights)).c_str());
  if (arguments.out.empty()) return 0;
  Status status = base::replace_file(arguments.out, lexicon::weights_file(syntax::kWeightsVersion, syntax::weights_section(weights)));
  return status ? 0 : fail(status);
}

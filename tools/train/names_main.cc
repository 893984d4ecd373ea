// SPDX-License-Identifier: Apache-2.0
//
// Trains the name tagger and scores it:
//   train_names --bundle B --newsfane FILE --wojood FILE [--classes FILE] --out data/weights/names.bin [--epochs N] [--seed N] [--bits N]
//   train_names --bundle B --raw TEXT --classes-out FILE                   classes of words from raw text, one paragraph a line
//   train_names --bundle B --weights FILE --raw TEXT --classes-out FILE    the classes of FILE, and how often words are names by its weights
//   train_names --bundle B --weights FILE --score FILE.tsv                 figures only
// --score: tokens with PERS, LOC, ORG, MISC; may stand beside --out.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/file.h"
#include "lexicon/weights_compile.h"
#include "names_classes.h"
#include "names_train.h"

namespace {

using namespace waqai;

constexpr size_t kHeaderBytes = 16;  // of a weights file

struct Arguments {
  std::string bundle, weights, out, classes, raw, classes_out;
  std::vector<std::string> newsfane, wojood, score;
  train::NameOptions options;
};

bool parse(int argc, char** argv, Arguments& arguments) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    const std::string value = argv[i + 1];
    const auto number = static_cast<uint32_t>(std::strtoul(value.c_str(), nullptr, 10));
    const auto real = std::strtof(value.c_str(), nullptr);
    if (flag == "--bundle") arguments.bundle = value;
    else if (flag == "--weights") arguments.weights = value;
    else if (flag == "--out") arguments.out = value;
    else if (flag == "--classes") arguments.classes = value;
    else if (flag == "--raw") arguments.raw = value;
    else if (flag == "--classes-out") arguments.classes_out = value;
    else if (flag == "--newsfane") arguments.newsfane.push_back(value);
    else if (flag == "--wojood") arguments.wojood.push_back(value);
    else if (flag == "--score") arguments.score.push_back(value);
    else if (flag == "--epochs") arguments.options.epochs = number;
    else if (flag == "--seed") arguments.options.seed = number;
    else if (flag == "--bits") arguments.options.bits = number;
    else if (flag == "--runs") arguments.options.runs = number;
    else if (flag == "--gain") arguments.options.gain = real;
    else if (flag == "--rate") arguments.options.rate = real;
    else if (flag == "--decay") arguments.options.decay = real;
    else if (flag == "--dropout") arguments.options.dropout = real;
    else return false;
  }
  return argc % 2 == 1 && !arguments.bundle.empty() &&
         (!arguments.out.empty() || !arguments.weights.empty() || (!arguments.raw.empty() && !arguments.classes_out.empty()));
}

int fail(const Status& status) {
  std::fprintf(stderr, "%s\n", status.to_string().c_str());
  return 1;
}

// A weights file without its header.
Result<std::string> read_section(const std::string& path) {
  Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  return bytes.value().substr(std::min(kHeaderBytes, bytes.value().size()));
}

Result<std::vector<train::NamedSentence>> read_all(const Arguments& arguments) {
  std::vector<train::NamedSentence> data;
  const auto add = [&](const std::vector<std::string>& paths, auto read) -> Status {
    for (const std::string& path : paths) {
      const Result<std::vector<train::NamedSentence>> part = read(path);
      if (!part) return part.status();
      data.insert(data.end(), part.value().begin(), part.value().end());
    }
    return {};
  };
  Status status = add(arguments.newsfane, train::read_newsfane);
  if (status) status = add(arguments.wojood, train::read_wojood);
  if (!status) return status;
  return data;
}

Status score(const std::string& path, const morphology::Tagger& words, const entities::NameTagger& tagger) {
  const Result<std::vector<train::NamedSentence>> gold =
      path.find("wojood") == std::string::npos ? train::read_plain(path) : train::read_wojood(path);
  if (!gold) return gold.status();
  train::NameReader reader(words, tagger);
  train::NameScore all;
  for (const train::NamedSentence& sentence : gold.value()) {
    reader.read(sentence);
    train::add_score(sentence.tags, reader.tag(sentence), all);
  }
  std::printf("%s: right %zu found %zu gold %zu F1 %.4f\n", path.c_str(), all.right, all.found, all.gold, all.f1());
  return {};
}

// Classes of words, and with a model how often they are names, as a file without weights.
Status write_classes(const Arguments& arguments, const morphology::Tagger& words, const lexicon::Bundle& bundle) {
  train::WordClasses classes;
  std::string section;
  if (arguments.weights.empty()) {
    Result<train::WordClasses> learned = train::learn_classes(arguments.raw, words, {});
    if (!learned) return learned.status();
    classes = std::move(learned).value();
  } else {
    Result<std::string> bytes = read_section(arguments.weights);
    if (!bytes) return bytes.status();
    section = std::move(bytes).value();
    const Result<entities::NameModel> model = entities::NameModel::from_section(section, arguments.weights);
    if (!model) return model.status();
    const Result<entities::NameTagger> tagger = entities::NameTagger::open(bundle, model.value());
    if (!tagger) return tagger.status();
    const auto& parts = model.value().parts();
    classes = {{parts.keys.begin(), parts.keys.end()}, {parts.classes.begin(), parts.classes.end()}};
    if (Status status = train::count_named(arguments.raw, words, tagger.value(), classes); !status) return status;
  }
  return base::replace_file(arguments.classes_out,
                            lexicon::weights_file(entities::kNamesVersion, entities::NameModel::section({{}, classes.keys, classes.classes})));
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!parse(argc, argv, arguments)) return fail(Status::error(1, ErrorKind::kUsage, "see the head of tools/train/names_main.cc"));
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(arguments.bundle);
  if (!bundle) return fail(bundle.status());
  const Result<morphology::Tagger> words = morphology::Tagger::open(bundle.value());
  if (!words) return fail(words.status());
  if (!arguments.classes_out.empty()) {
    Status status = write_classes(arguments, words.value(), bundle.value());
    return status ? 0 : fail(status);
  }
  std::string classes, section;
  if (!arguments.classes.empty()) {
    Result<std::string> bytes = read_section(arguments.classes);
    if (!bytes) return fail(bytes.status());
    classes = std::move(bytes).value();
  }
  const Result<entities::NameModel> known =
      classes.empty() ? Result<entities::NameModel>(entities::NameModel()) : entities::NameModel::from_section(classes, arguments.classes);
  if (!known) return fail(known.status());
  if (!arguments.out.empty()) {
    const Result<entities::NameTagger> tagger = entities::NameTagger::open(bundle.value(), known.value());
    if (!tagger) return fail(tagger.status());
    const Result<std::vector<train::NamedSentence>> sentences = read_all(arguments);
    if (!sentences) return fail(sentences.status());
    train::NameReader reader(words.value(), tagger.value());
    std::vector<train::NameInstance> data;
    for (const train::NamedSentence& sentence : sentences.value()) data.push_back(reader.read(sentence));
    const std::vector<int16_t> weights = train::train_names(data, arguments.options);
    section = entities::NameModel::section({weights, known.value().parts().keys, known.value().parts().classes});
    if (Status status = base::replace_file(arguments.out, lexicon::weights_file(entities::kNamesVersion, section)); !status) return fail(status);
  } else {
    Result<std::string> bytes = read_section(arguments.weights);
    if (!bytes) return fail(bytes.status());
    section = std::move(bytes).value();
  }
  const Result<entities::NameModel> model = entities::NameModel::from_section(section, arguments.weights);
  if (!model) return fail(model.status());
  const Result<entities::NameTagger> tagger = entities::NameTagger::open(bundle.value(), model.value());
  if (!tagger) return fail(tagger.status());
  for (const std::string& path : arguments.score) {
    if (Status status = score(path, words.value(), tagger.value()); !status) return fail(status);
  }
  return 0;
}

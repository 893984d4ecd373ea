// SPDX-License-Identifier: Apache-2.0
//
// Trains the tagger and scores it:
//   train_tagger --bundle B --treebank FILE.conllu --segmentation FILE.tsv --raw TEXT --judged FILE --out data/weights/tagger.bin
//                [--epochs N] [--seed N] [--runs N] [--bits N]
//   train_tagger --bundle B --weights data/weights/tagger.bin --treebank FILE.conllu --segmentation FILE.tsv       figures only;
//                with --misses yes also the tokens without a reading of the right boundaries and part of speech: form, gold, our readings
//   train_tagger --bundle B --weights data/weights/tagger.bin --treebank FILE.conllu --raw TEXT --judged FILE --voice-only yes --out FILE
//                trains the voice of verbs anew and leaves the rest as it is; with --go-on yes instead, goes on from all of these weights
//   train_tagger --bundle B --weights data/weights/tagger.bin --raw TEXT --judged FILE --draw-voices N
//                verbs to judge: paragraph, token, probability, words
//   train_tagger --bundle B --weights data/weights/tagger.bin --raw TEXT --judged-verbs FILE --draw-verbs N
//                words that may be verbs, to judge: paragraph, token, what the model says, margin, words
//   train_tagger --bundle B --coverage TEXT       how much of raw text the lexicon knows, and what it does not, most frequent first
// --raw: plain text, one paragraph a line, for the frequencies of lemmas and the voice of verbs; --judged: see voice_train.h; --judged-verbs and
// --marked-verbs: see verbs_train.h.  Of the
// segmentation table the first two thirds of the sentences train, the last third is held out; its figures are printed.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/file.h"
#include "lexicon/weights_compile.h"
#include "tagger_train.h"
#include "verbness_train.h"
#include "verbs_train.h"
#include "voice_train.h"

namespace {

using namespace waqai;

constexpr size_t kHeaderBytes = 16;  // of a weights file

struct Arguments {
  std::string bundle, weights, out, raw, coverage, judged, judged_verbs, marked_verbs;
  std::vector<std::string> treebanks, segmentations;
  bool voice_only = false, go_on = false;
  bool misses = false;
  size_t draw_voices = 0, draw_verbs = 0;
  train::TaggerOptions options;
};

bool parse(int argc, char** argv, Arguments& arguments) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    const std::string value = argv[i + 1];
    const auto number = static_cast<uint32_t>(std::strtoul(value.c_str(), nullptr, 10));
    if (flag == "--bundle") arguments.bundle = value;
    else if (flag == "--weights") arguments.weights = value;
    else if (flag == "--judged") arguments.judged = value;
    else if (flag == "--judged-verbs") arguments.judged_verbs = value;
    else if (flag == "--marked-verbs") arguments.marked_verbs = value;
    else if (flag == "--draw-verbs") arguments.draw_verbs = number;
    else if (flag == "--coverage") arguments.coverage = value;
    else if (flag == "--raw") arguments.raw = value;
    else if (flag == "--voice-only") arguments.voice_only = value == "yes";
    else if (flag == "--misses") arguments.misses = value == "yes";
    else if (flag == "--go-on") arguments.go_on = value == "yes";
    else if (flag == "--draw-voices") arguments.draw_voices = number;
    else if (flag == "--out") arguments.out = value;
    else if (flag == "--treebank") arguments.treebanks.push_back(value);
    else if (flag == "--segmentation") arguments.segmentations.push_back(value);
    else if (flag == "--epochs") arguments.options.epochs = number;
    else if (flag == "--seed") arguments.options.seed = number;
    else if (flag == "--runs") arguments.options.runs = std::max(1u, number);
    else if (flag == "--bits") arguments.options.bits = number;
    else return false;
  }
  return argc % 2 == 1 && !arguments.bundle.empty();
}

void print(const char* name, const train::TaggerFigures& f) {
  const double tokens = f.tokens > 0 ? static_cast<double>(f.tokens) : 1;
  const auto percent = [tokens](uint64_t count) { return 100 * static_cast<double>(count) / tokens; };
  std::printf(
      "%-9s tokens %llu  chosen: boundaries %.2f %%, best match %.2f %%  among the readings: boundaries %.2f %%, with tag %.2f %% (%.2f %% "
      "conventions apart), "
      "with lemma %.2f %%; readings of a token %.2f\n",
      name, static_cast<unsigned long long>(f.tokens), percent(f.boundaries), percent(f.full), percent(f.reachable), percent(f.tagged),
      percent(f.alike), percent(f.lemma), percent(f.readings) / 100);
}

int fail(const Status& status) {
  std::fprintf(stderr, "%s\n", status.to_string().c_str());
  return 3;
}

int print_coverage(const morphology::Tagger& tagger, const std::string& path) {
  const Result<train::TypeCounts> types = train::count_types(path);
  if (!types) return fail(types.status());
  const train::Coverage c = train::measure_coverage(tagger, types.value());
  std::printf("tokens %llu  known %.2f %%  readings of a known token %.2f\n", static_cast<unsigned long long>(c.tokens),
              100 * static_cast<double>(c.known) / static_cast<double>(std::max<uint64_t>(1, c.tokens)),
              static_cast<double>(c.readings) / static_cast<double>(std::max<uint64_t>(1, c.known)));
  for (const auto& [count, surface] : c.unknown) std::printf("%u\t%s\n", count, surface.c_str());
  return 0;
}

Result<std::string> read_section(const std::string& path) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  return bytes.value().substr(std::min(kHeaderBytes, bytes.value().size()));
}

// The section with the voice of verbs trained anew over `parts`.
Result<std::string> train_voice_over(const morphology::Tagger& tagger, morphology::Model::Parts parts, const std::vector<train::GoldSentence>& data,
                                     const Arguments& arguments) {
  train::VoiceFigures f;
  const Result<train::VoiceWeights> voice = train::train_voice(tagger, morphology::Model(parts), data, {arguments.raw, arguments.judged}, f);
  if (!voice) return voice.status();
  std::printf("voice, cross-validated: verbs %u passives %u found %u right %u\n", f.verbs, f.gold, f.found, f.right);
  parts.voice = voice.value().weights;
  parts.voice_priors = voice.value().priors;
  return morphology::Model::section(parts);
}

// The data and what is known of single words.
Result<std::vector<train::GoldSentence>> with_verdicts(std::vector<train::GoldSentence> data, const Arguments& arguments) {
  for (const bool marked : {false, true}) {
    if ((marked ? arguments.marked_verbs : arguments.judged_verbs).empty()) continue;
    const Result<std::vector<train::GoldSentence>> part =
        marked ? train::read_marked_verbs(arguments.marked_verbs) : train::read_judged_verbs(arguments.raw, arguments.judged_verbs);
    if (!part) return part.status();
    data.insert(data.end(), part.value().begin(), part.value().end());
  }
  return data;
}

Result<std::string> train_over(const morphology::Tagger& tagger, const std::vector<train::GoldSentence>& data, const Arguments& arguments) {
  Result<std::string> section = read_section(arguments.weights);
  if (!section) return section;
  const Result<morphology::Model> model = morphology::Model::from_section(section.value(), arguments.weights);
  if (!model) return model.status();
  const Result<std::vector<train::GoldSentence>> every = with_verdicts(data, arguments);
  if (!every) return every.status();
  morphology::Model::Parts parts = model.value().parts();
  if (arguments.voice_only) return train_voice_over(tagger, parts, every.value(), arguments);
  train::TaggerOptions options = arguments.options;
  options.start.assign(parts.weights.begin(), parts.weights.end());
  const std::vector<int16_t> weights = train::train_tagger(tagger, parts, every.value(), options);
  parts.weights = weights;
  return train_voice_over(tagger, parts, every.value(), arguments);
}

int print_questions(const morphology::Tagger& tagger, const Arguments& arguments) {
  const Result<std::string> section = read_section(arguments.weights);
  if (!section) return fail(section.status());
  const Result<morphology::Model> model = morphology::Model::from_section(section.value(), arguments.weights);
  if (!model) return fail(model.status());
  if (arguments.draw_verbs != 0) {
    const auto verbs = train::draw_verbs(tagger, model.value(), arguments.raw, arguments.judged_verbs, arguments.draw_verbs);
    if (!verbs) return fail(verbs.status());
    for (const train::VerbQuestion& q : verbs.value())
      std::printf("%016llx\t%zu\t%c\t%lld\t%s\n", static_cast<unsigned long long>(q.paragraph), q.token, q.verb ? 'v' : 'n',
                  static_cast<long long>(q.margin), q.words.c_str());
    return 0;
  }
  const Result<std::vector<train::VoiceQuestion>> drawn =
      train::draw_voices(tagger, model.value(), {arguments.raw, arguments.judged}, arguments.draw_voices);
  if (!drawn) return fail(drawn.status());
  for (const train::VoiceQuestion& q : drawn.value())
    std::printf("%016llx\t%zu\t%.2f\t%s\n", static_cast<unsigned long long>(q.paragraph), q.token, q.passive, q.words.c_str());
  return 0;
}

// The section of the weights.
Result<std::string> train_all(const morphology::Tagger& tagger, const std::vector<train::GoldSentence>& data, const Arguments& arguments) {
  std::vector<uint8_t> priors;
  std::vector<int16_t> verbness;
  if (!arguments.raw.empty()) {
    const Result<train::TypeCounts> types = train::count_types(arguments.raw);
    if (!types) return types.status();
    priors = train::estimate_priors(tagger, types.value());
    double accuracy = 0;
    Result<std::vector<int16_t>> learned = train::train_verbness(tagger, arguments.raw, accuracy);
    if (!learned) return learned.status();
    verbness = std::move(learned).value();
    std::printf("verb or noun by context alone, raw text: %.2f %%\n", 100 * accuracy);
  }
  Result<std::vector<train::GoldSentence>> every = with_verdicts(data, arguments);
  if (!every) return every.status();
  morphology::Model::Parts parts;
  parts.priors = priors;
  parts.verbness = verbness;
  const std::vector<int16_t> weights = train::train_tagger(tagger, parts, every.value(), arguments.options);
  parts.weights = weights;
  return train_voice_over(tagger, parts, every.value(), arguments);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!parse(argc, argv, arguments)) return fail(Status::error(1, ErrorKind::kUsage, "see the head of tools/train/tagger_main.cc"));
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(arguments.bundle);
  if (!bundle) return fail(bundle.status());
  const Result<morphology::Tagger> tagger = morphology::Tagger::open(bundle.value());
  if (!tagger) return fail(tagger.status());
  if (!arguments.coverage.empty()) return print_coverage(tagger.value(), arguments.coverage);
  if (arguments.draw_voices != 0 || arguments.draw_verbs != 0) return print_questions(tagger.value(), arguments);
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
  std::string section;
  if (!arguments.out.empty()) {
    Result<std::string> trained =
        arguments.voice_only || arguments.go_on ? train_over(tagger.value(), data, arguments) : train_all(tagger.value(), data, arguments);
    if (!trained) return fail(trained.status());
    section = std::move(trained).value();
    if (Status status = base::replace_file(arguments.out, lexicon::weights_file(morphology::kTaggerVersion, section)); !status) return fail(status);
  } else if (!arguments.weights.empty()) {
    Result<std::string> bytes = read_section(arguments.weights);
    if (!bytes) return fail(bytes.status());
    section = std::move(bytes).value();
  }
  const Result<morphology::Model> model =
      section.empty() ? Result<morphology::Model>(morphology::Model()) : morphology::Model::from_section(section, arguments.weights);
  if (!model) return fail(model.status());
  const train::TaggerFigures given = train::score_tagger(tagger.value(), model.value(), data);
  print("given", given);
  for (const std::string& line : given.untagged)
    if (arguments.misses) std::printf("%s\n", line.c_str());
  print("held out", train::score_tagger(tagger.value(), model.value(), held_out));
  const Result<std::vector<train::GoldSentence>> verdicts = with_verdicts({}, arguments);
  if (!verdicts) return fail(verdicts.status());
  const auto [known, right] = train::score_verdicts(tagger.value(), model.value(), verdicts.value());
  std::printf("verb or not: words %llu right %llu\n", static_cast<unsigned long long>(known), static_cast<unsigned long long>(right));
  return 0;
}

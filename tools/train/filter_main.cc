// SPDX-License-Identifier: Apache-2.0
//
// Trains the event filter on labelled sentences and tells its cross-validated figures:
//   train_filter --bundle B --data LINES [--out data/weights/filter.bin] [--held-out OUT.jsonl] [--scores OUT.tsv] [--traits OUT.tsv] [--l2 N]
//   [--steps N]
//   [--difficult N]
//   train_filter --bundle B --data LINES --vouch OUT.tsv
//   train_filter --bundle B --data LINES --genre OUT.tsv
// LINES comes from tools/train/filter_data.py.  --held-out writes, for each sentence, the coder's events under a filter that was trained without
// the fifth of the texts that the sentence belongs to: what the scoreboard measures.  --scores writes type, label, number of candidates, best score
// less the cut (log odds) and text of each sentence.  --traits writes a line an event for fit_confidence.py: line of LINES, type, status, first and
// last byte of the trigger, traits; labelled sentences under the filter that was trained without them, articles ("A" lines) under the whole one.
#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/file.h"
#include "base/hash.h"
#include "events/coder.h"
#include "filter_train.h"
#include "lexicon/weights_compile.h"
#include "pipeline/pipeline.h"

namespace {

using namespace waqai;

struct Arguments {
  std::string bundle, data, out, held_out, scores, traits, vouch, genre;
  train::FilterOptions options;
};

struct Line {
  size_t number = 0;  // in the file, from 0
  std::string text;
  train::FilterSentence sentence;
};

bool parse(int argc, char** argv, Arguments& arguments) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    const std::string value = argv[i + 1];
    if (flag == "--bundle") arguments.bundle = value;
    else if (flag == "--data") arguments.data = value;
    else if (flag == "--out") arguments.out = value;
    else if (flag == "--held-out") arguments.held_out = value;
    else if (flag == "--scores") arguments.scores = value;
    else if (flag == "--traits") arguments.traits = value;
    else if (flag == "--vouch") arguments.vouch = value;
    else if (flag == "--genre") arguments.genre = value;
    else if (flag == "--l2") arguments.options.l2 = std::strtod(value.c_str(), nullptr);
    else if (flag == "--steps") arguments.options.steps = static_cast<uint32_t>(std::strtoul(value.c_str(), nullptr, 10));
    else if (flag == "--difficult") arguments.options.difficult = std::strtod(value.c_str(), nullptr);
    else return false;
  }
  return argc % 2 == 1 && !arguments.bundle.empty() && !arguments.data.empty();
}

// In the order of train::Label.
constexpr const char* kLabels[] = {"easy no", "difficult no", "yes", "left out"};

int fail(const Status& status) {
  std::fprintf(stderr, "%s\n", status.to_string().c_str());
  return 3;
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') out.emplace_back();
    else out.back().push_back(c);
  }
  return out;
}

train::Label label_of(const std::string& word) {
  if (word == "yes") return train::Label::kYes;
  if (word == "easy no") return train::Label::kNo;
  return word == "difficult no" ? train::Label::kDifficult : train::Label::kLeftOut;
}

// An article of "A" lines: id, group, day of publication, title, text; \\n stands for a line's end.
struct Unit {
  size_t number = 0;
  Article article;
};

std::string lines_of(const std::string& cell) {
  std::string text;
  for (size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size() && cell[i + 1] == 'n') {
      text += '\n';
      ++i;
    } else {
      text += cell[i];
    }
  }
  return text;
}

Result<std::vector<Line>> read_lines(const Arguments& arguments, std::vector<Unit>& units) {
  const Result<std::string> bytes = base::read_file(arguments.data);
  if (!bytes) return bytes.status();
  std::vector<Line> lines;
  const std::string& text = bytes.value();
  size_t number = 0;
  for (size_t at = 0; at < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::vector<std::string> cells = split(text.substr(at, end - at));
    at = end + 1;
    if (cells.size() != 6) continue;
    if (cells[0] == "A") {
      Unit unit;
      unit.number = number;
      unit.article.id = cells[1];
      unit.article.published = cells[3];
      unit.article.title = lines_of(cells[4]);
      unit.article.text = lines_of(cells[5]);
      units.push_back(std::move(unit));
      continue;
    }
    if (cells[0] != "S") continue;
    Line line;
    line.number = number;
    line.text = cells[5];
    line.sentence.id = cells[1];
    line.sentence.fold = static_cast<uint32_t>(base::hash64(cells[2]) % arguments.options.folds);
    line.sentence.type = cells[3];
    line.sentence.label = label_of(cells[4]);
    lines.push_back(std::move(line));
  }
  return lines;
}

class Runner {
 public:
  Runner(const pipeline::Pipeline& pipeline, events::Coder coder) : pipeline_(pipeline), coder_(std::move(coder)), scratch_(pipeline.new_scratch()) {}

  // The document with the events of the coder; its own stage of events is redone.
  Status code(const std::string& text, bool collect, const events::Filter& filter) {
    Article article;
    article.text = text;
    return code(article, collect, filter);
  }
  Status code(const Article& article, bool collect, const events::Filter& filter) {
    if (Status status = pipeline_.annotate(article, scratch_); !status) return status;
    coder_.set_filter(filter);
    workspace_.collect = collect;
    workspace_.collect_traits = !collect;
    return coder_.annotate(scratch_.document, workspace_);
  }
  // With the features of every event that the rules propose or doubt.
  Status propose(const Article& article) {
    workspace_.collect_vouch = true;
    Status status = code(article, false, {});
    workspace_.collect_vouch = false;
    return status;
  }
  const annot::Document& document() const { return scratch_.document; }
  const events::Workspace& workspace() const { return workspace_; }

 private:
  const pipeline::Pipeline& pipeline_;
  events::Coder coder_;
  pipeline::Pipeline::Scratch scratch_;
  events::Workspace workspace_;
};

void print_figures(const std::vector<Line>& lines, const std::vector<std::string>& types, const std::vector<train::FilterModel>& folds) {
  for (const std::string& type : types) {
    train::FilterFigures all, easy;
    uint32_t easy_no = 0, fired = 0;
    for (const Line& line : lines) {
      const train::FilterSentence& s = line.sentence;
      if (s.type != type || s.label == train::Label::kLeftOut) continue;
      const train::FilterModel& model = folds[s.fold];
      const events::Filter filter(model.types, model.weights);
      const int32_t score = train::best_score(filter, s);
      const bool found = score != INT32_MIN && score >= filter.type(filter.find(type)).cut_alone;
      const bool yes = s.label == train::Label::kYes;
      for (train::FilterFigures* f : {&all, &easy}) {
        if (f == &easy && s.label == train::Label::kDifficult) continue;
        f->found += found;
        f->gold += yes;
        f->right += found && yes;
      }
      easy_no += s.label == train::Label::kNo;
      fired += s.label == train::Label::kNo && found;
    }
    std::printf("%-8s held out: F1 all %.3f (P %.3f R %.3f) easy %.3f (P %.3f)  false a hundred easy no %.2f\n", type.c_str(), all.f1(),
                all.found ? double(all.right) / all.found : 0, all.gold ? double(all.right) / all.gold : 0, easy.f1(),
                easy.found ? double(easy.right) / easy.found : 0, easy_no ? 100.0 * fired / easy_no : 0);
  }
}

Status write_held_out(const std::string& path, const std::vector<Line>& lines, const std::vector<train::FilterModel>& folds, Runner& runner) {
  std::string out;
  for (const Line& line : lines) {
    const train::FilterModel& model = folds[line.sentence.fold];
    if (Status status = runner.code(line.text, false, events::Filter(model.types, model.weights)); !status) return status;
    out += "{\"id\": \"" + line.sentence.id + "\", \"events\": [";
    bool first = true;
    for (const annot::Event& event : runner.document().events) {
      out += std::string(first ? "" : ", ") + "{\"type\": \"" + std::string(event.type) + "\", \"status\": \"" + std::string(event.status) + "\"}";
      first = false;
    }
    out += "]}\n";
  }
  return base::replace_file(path, out);
}

Status write_scores(const std::string& path, const std::vector<Line>& lines, const std::vector<train::FilterSentence>& data,
                    const std::vector<train::FilterModel>& folds) {
  std::string out;
  for (size_t i = 0; i < lines.size(); ++i) {
    const train::FilterSentence& s = data[i];
    const train::FilterModel& model = folds[s.fold];
    const events::Filter filter(model.types, model.weights);
    const int32_t score = train::best_score(filter, s);
    char number[32] = "-";
    if (score != INT32_MIN)
      std::snprintf(number, sizeof number, "%.2f", double(score - filter.type(filter.find(s.type)).cut_alone) / events::kFilterScale);
    out +=
        s.type + "\t" + kLabels[static_cast<size_t>(s.label)] + "\t" + std::to_string(s.events.size()) + "\t" + number + "\t" + lines[i].text + "\n";
  }
  return base::replace_file(path, out);
}

void add_traits(size_t number, const Runner& runner, std::string& out) {
  const auto& samples = runner.workspace().trait_samples;
  for (size_t e = 0; e < samples.size(); ++e) {
    const annot::Event& event = runner.document().events[e];
    out += std::to_string(number) + "\t" + std::string(event.type) + "\t" + std::string(event.status) + "\t" + std::to_string(event.trigger.begin) +
           "\t" + std::to_string(event.trigger.end) + "\t";
    for (size_t i = 0; i < samples[e].size(); ++i) out += (i > 0 ? "," : "") + std::to_string(samples[e][i]);
    out += "\n";
  }
}

Status write_traits(const std::string& path, const std::vector<Line>& lines, const std::vector<train::FilterModel>& folds,
                    const std::vector<Unit>& units, const train::FilterModel& whole, Runner& runner) {
  std::string out;
  for (const Line& line : lines) {
    const train::FilterModel& model = folds[line.sentence.fold];
    if (Status status = runner.code(line.text, false, events::Filter(model.types, model.weights)); !status) return status;
    add_traits(line.number, runner, out);
  }
  for (const Unit& unit : units) {
    if (Status status = runner.code(unit.article, false, events::Filter(whole.types, whole.weights)); !status) return status;
    add_traits(unit.number, runner, out);
  }
  return base::replace_file(path, out);
}

// What fit_vouch.py learns from: a line a proposed event of an "A" line: its number, type, status, first and last byte of the trigger, 1 where the
// rules doubt it, slots of its features for all types and for its own.
Status write_vouch(const std::string& path, const std::vector<Unit>& units, Runner& runner) {
  std::string out;
  for (const Unit& unit : units) {
    if (Status status = runner.propose(unit.article); !status) return status;
    for (const events::Workspace::Sample& one : runner.workspace().samples) {
      if (one.event >= runner.document().events.size()) continue;
      const annot::Event& event = runner.document().events[one.event];
      out += std::to_string(unit.number) + "\t" + std::string(event.type) + "\t" + std::string(event.status) + "\t" +
             std::to_string(event.trigger.begin) + "\t" + std::to_string(event.trigger.end) + "\t" + (one.doubted ? "1" : "0") + "\t";
      for (const uint32_t f : one.features)
        out += std::to_string(events::Vouch::slot(f)) + " " + std::to_string(events::Vouch::slot(f, event.type)) + " ";
      out += "\n";
    }
  }
  return base::replace_file(path, out);
}

// What fit_genre.py learns from: a line an "A" line: its number and the slots of its lemmas.
Status write_genre(const std::string& path, const std::vector<Unit>& units, Runner& runner) {
  std::string out;
  std::vector<uint32_t> slots;
  for (const Unit& unit : units) {
    if (Status status = runner.code(unit.article, false, {}); !status) return status;
    events::GenreModel::slots(runner.document(), slots);
    out += std::to_string(unit.number) + "\t";
    for (const uint32_t slot : slots) out += std::to_string(slot) + " ";
    out += "\n";
  }
  return base::replace_file(path, out);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!parse(argc, argv, arguments)) return fail(Status::error(1, ErrorKind::kUsage, "see the head of tools/train/filter_main.cc"));
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(arguments.bundle);
  if (!bundle) return fail(bundle.status());
  const Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(bundle.value());
  if (!pipeline) return fail(pipeline.status());
  Result<events::Coder> coder = events::Coder::open(bundle.value());
  if (!coder) return fail(coder.status());
  Runner runner(pipeline.value(), std::move(coder).value());
  std::vector<Unit> units;
  Result<std::vector<Line>> lines = read_lines(arguments, units);
  if (!lines) return fail(lines.status());
  if (!arguments.vouch.empty()) {
    const Status status = write_vouch(arguments.vouch, units, runner);
    return status ? 0 : fail(status);
  }
  if (!arguments.genre.empty()) {
    const Status status = write_genre(arguments.genre, units, runner);
    return status ? 0 : fail(status);
  }
  std::vector<std::string> types;
  std::vector<train::FilterSentence> data;
  for (Line& line : lines.value()) {
    train::FilterSentence& s = line.sentence;
    if (std::find(types.begin(), types.end(), s.type) == types.end()) types.push_back(s.type);
    if (Status status = runner.code(line.text, true, {}); !status) return fail(status);
    for (const events::Workspace::Sample& sample : runner.workspace().samples) {
      const annot::Event& event = runner.document().events[sample.event];
      if (event.type == s.type) s.events.push_back(sample.features);
    }
    data.push_back(s);
  }
  std::vector<train::FilterModel> folds;
  for (uint32_t k = 0; k < arguments.options.folds; ++k) folds.push_back(train::train_filter(data, types, k, arguments.options));
  print_figures(lines.value(), types, folds);
  if (!arguments.held_out.empty()) {
    if (Status status = write_held_out(arguments.held_out, lines.value(), folds, runner); !status) return fail(status);
  }
  if (!arguments.scores.empty()) {
    if (Status status = write_scores(arguments.scores, lines.value(), data, folds); !status) return fail(status);
  }
  if (arguments.out.empty() && arguments.traits.empty()) return 0;
  const train::FilterModel model = train::train_filter(data, types, arguments.options.folds, arguments.options);
  if (!arguments.traits.empty()) {
    if (Status status = write_traits(arguments.traits, lines.value(), folds, units, model, runner); !status) return fail(status);
  }
  if (arguments.out.empty()) return 0;
  const std::string section = events::Filter::section(model.types, model.weights);
  Status status = base::replace_file(arguments.out, lexicon::weights_file(events::kFilterVersion, section));
  return status ? 0 : fail(status);
}

// SPDX-License-Identifier: Apache-2.0
//
// Answers about texts: articles, how they were read, search, and the dictionary lines behind a decision; and the status of the whole.
#include <algorithm>
#include <fstream>

#include "serve/api.h"
#include "serve/guard.h"
#include "serve/json.h"
#include "serve/name_labels.h"
#include "waqai/output.h"

namespace waqai::serve {
namespace {

void append_row(Json& json, const RowRef& row) {
  json.key("row").open('{').key("file").text_or_null(row.file).key("line").number(row.line).key("rule").text_or_null(row.rule).close('}');
}

void append_words(Json& json, const ReadSentence& sentence, const CodePointMap& map) {
  json.key("words").open('[');
  for (const ReadWord& word : sentence.words) {
    json.open('[')
        .number(map.at(word.span.begin))
        .number(map.at(word.span.end))
        .text(word.form)
        .text(word.lemma)
        .text(word.latin)
        .text(word.gloss)
        .text(word.tag);
    json.number(word.clitic ? 1 : 0).number(word.guessed ? 1 : 0).number(word.head).text(word.relation);
    json.text(word.row.file.empty() ? "" : word.row.file + ":" + std::to_string(word.row.line)).number(word.article ? 1 : 0).close(']');
  }
  json.close(']');
}

void append_mention(Json& json, const ReadMention& mention, const CodePointMap& map) {
  json.open('{');
  append_span(json, "span", mention.span, map);
  json.key("kind").text(mention.kind).key("entities").open('[');
  for (const Participant& who : mention.entities) {
    json.open('{')
        .key("name")
        .text_or_null(who.name)
        .key("name_ar")
        .text_or_null(who.name_ar)
        .key("country")
        .text_or_null(who.country)
        .key("sector")
        .open('[');
    for (const std::string& sector : who.sector) json.text(sector);
    json.close(']').key("alternatives").open('[');
    for (const std::string& other : who.alternatives) json.text(other);
    json.close(']');
    append_row(json, who.row);
    json.close('}');
  }
  json.close(']').close('}');
}

// Lines around `line`: of a frame file the whole block, of a table the line and its header.
std::vector<std::pair<size_t, std::string>> lines_around(std::ifstream& file, size_t line, bool block) {
  std::vector<std::pair<size_t, std::string>> lines;
  size_t number = 0;
  for (std::string text; std::getline(file, text);) {
    ++number;
    if (block) {
      if (number <= line && text.empty()) lines.clear();
      if (number > line && text.empty()) break;
      if (!text.empty()) lines.emplace_back(number, text);
    } else {
      const bool is_header = lines.empty() && !text.empty() && text[0] != '#';
      if (is_header || number == line) lines.emplace_back(number, text);
      if (number >= line) break;
    }
    if (lines.size() > 60) lines.erase(lines.begin());
  }
  return lines;
}

}  // namespace

Response answer_status(ApiContext& context, const Request&) {
  const ArchiveSummary& s = context.explorer.summary();
  const ExploreLevels levels = context.explorer.levels();
  Json json;
  json.open('{')
      .key("version")
      .text(version())
      .key("archive")
      .text(context.archive)
      .key("articles")
      .number(s.articles)
      .key("reports")
      .number(s.events)
      .key("pledges")
      .number(s.pledges);
  json.key("has_stories").boolean(levels.stories).key("has_incidents").boolean(levels.incidents).key("read_only").boolean(context.read_only);
  json.key("dictionary")
      .text(context.engine.dictionary_digest())
      .key("has_dictionary_sources")
      .boolean(!context.data_folder.empty())
      .key("edition")
      .text(context.edition);
  json.key("runs").open('[');
  for (const ArchiveRun& run : s.runs) {
    json.open('{')
        .key("run_id")
        .text(run.run_id)
        .key("started")
        .text(run.started)
        .key("program")
        .text(run.program)
        .key("dictionary")
        .text(run.dictionary_digest);
    json.key("articles").number(run.articles).key("events").number(run.events).key("rejected").number(run.rejected).close('}');
  }
  json.close(']').close('}');
  return answer_json(json.take());
}

Response answer_articles(ApiContext& context, const Request& request) {
  return answer_table(context.explorer.articles(request.get("q"), page_of(request, "", true)));
}

// What the reader paints first.
Response answer_text(ApiContext& context, const Request& request) {
  const Result<Article> found = context.explorer.text(request.get("id"));
  if (!found) return answer_failure(found.status());
  const Article& a = found.value();
  Json json;
  json.open('{').key("id").text(a.id);
  for (const auto& [name, value] :
       {std::pair{"title", &a.title}, {"source", &a.source}, {"url", &a.url}, {"section", &a.section}, {"published", &a.published}})
    json.key(name).text_or_null(*value);
  return answer_json(json.key("text").text(a.text).close('}').take());
}

Response answer_article(ApiContext& context, const Request& request) {
  const Result<CodedArticle> article = context.explorer.article(request.get("id"));
  if (!article) return answer_failure(article.status());
  Json json;
  json.open('{').key("article").raw(to_jsonl(article.value())).key("glosses").open('[');
  for (const Event& event : article.value().events) json.text(event_gloss(event));
  json.close(']');
  NameLabels names(context);
  names.add(article.value());
  names.append(json);
  json.close('}');
  return answer_json(json.take());
}

Response answer_reading(ApiContext& context, const Request& request) {
  Result<CodedArticle> stored = context.explorer.article(request.get("id"));
  if (!stored) return answer_failure(stored.status());
  const Result<Reading> reading = context.engine.read(stored.value().article);
  if (!reading) return answer_failure(reading.status());
  const Reading& read = reading.value();
  const CodePointMap map(read.coded.article.text);
  Json json;
  json.open('{')
      .key("dictionary")
      .text(context.engine.dictionary_digest())
      .key("same_text")
      .boolean(read.coded.article.text == stored.value().article.text);
  json.key("events_now").number(static_cast<int64_t>(read.coded.events.size())).key("sentences").open('[');
  for (const ReadSentence& sentence : read.sentences) {
    json.open('{');
    append_span(json, "span", sentence.span, map);
    json.key("kind").text(sentence.kind).key("silence").text_or_null(sentence.silence);
    append_words(json, sentence, map);
    json.close('}');
  }
  json.close(']').key("mentions").open('[');
  for (const ReadMention& mention : read.mentions) append_mention(json, mention, map);
  json.close(']').key("times").open('[');
  for (const ReadTime& time : read.times) {
    json.open('{');
    append_span(json, "span", time.span, map);
    json.key("value").text_or_null(time.value);
    append_row(json, time.row);
    json.close('}');
  }
  json.close(']');
  NameLabels names(context);
  for (const ReadMention& mention : read.mentions) names.add(mention.entities);
  names.append(json);
  json.close('}');
  return answer_json(json.take());
}

Response answer_search(ApiContext& context, const Request& request) {
  SearchQuery query;
  query.words = request.get("q");
  if (query.words.size() > 500) return failure(400, "", "the words are too many: at most 500 bytes");
  query.exact = request.get("exact") == "1";
  query.whole_words = request.get("whole") == "1";
  query.offset = std::max<int64_t>(0, whole_number(request.get("offset"), 0));
  query.limit = std::clamp<int64_t>(whole_number(request.get("limit"), 50), 1, 200);
  const Result<SearchResult> found = context.explorer.search(context.engine, query, filter_of(request));
  if (!found) return answer_failure(found.status());
  Json json;
  json.open('{').key("articles").number(found.value().articles).key("forms").open('[');
  for (const std::string& form : found.value().forms) json.text(form);
  json.close(']').key("hits");
  append_table(json, found.value().hits);
  json.key("words").open('[');
  for (const SearchWord& word : found.value().words) {
    json.open('{').key("text").text(word.text).key("ignored").boolean(word.ignored).key("matches").open('[');
    for (const SearchMatch& match : word.matches) {
      json.open('{').key("form").text(match.form).key("lemma").text_or_null(match.lemma).key("how").text(match.how);
      json.key("articles").number(match.articles).close('}');
    }
    json.close(']').close('}');
  }
  json.close(']').close('}');
  return answer_json(json.take());
}

Response answer_row(ApiContext& context, const Request& request) {
  const std::string name = request.get("file");
  const int64_t line = whole_number(request.get("line"), 0);
  if (context.data_folder.empty())
    return failure(404, "", "the sources of the dictionaries are not beside this program", "start it with --data DIR to see dictionary lines");
  // Only files that the bundle was made of: no other path can be asked for.
  const std::vector<DictionaryFile> files = context.engine.dictionary_files();
  const auto known = std::find_if(files.begin(), files.end(), [&name](const DictionaryFile& f) { return f.file == name; });
  if (known == files.end() || line < 1) return failure(404, "", "there is no such dictionary line");
  std::ifstream file(context.data_folder + "/" + name);
  if (!file) return failure(404, "", "the file " + name + " is not in " + context.data_folder);
  const bool is_frame = name.size() > 7 && name.compare(name.size() - 7, 7, ".frames") == 0;
  Json json;
  json.open('{').key("file").text(name).key("line").number(line).key("licence").text(known->licence).key("lines").open('[');
  for (const auto& [number, text] : lines_around(file, static_cast<size_t>(line), is_frame))
    json.open('[').number(static_cast<int64_t>(number)).text(text).close(']');
  json.close(']').close('}');
  return answer_json(json.take());
}

}  // namespace waqai::serve

// SPDX-License-Identifier: Apache-2.0
#include "base/error_codes.h"

#include <algorithm>

namespace waqai::base {
namespace {

constexpr ErrorInfo kErrors[] = {
    {kCannotOpen, "a file cannot be opened", "Check the path and the permissions; a relative path starts at the current folder."},
    {kCannotRead, "reading a file failed half-way", "The disk or the connection reported an error; copy the file again and retry."},
    {kCannotWrite, "a file cannot be written", "Check the free space and the permissions of the folder."},
    {kIsDirectory, "a folder stands where a file is needed", "Name a file, or use a command that takes folders (code, ingest)."},
    {kOutOfMemory, "memory ran out", "Use fewer threads, or split the input."},
    {kEmptyInput, "the input holds nothing", "An empty file or standard input is no article; check what was piped in."},
    {kBinaryInput, "the input is no text",
     "The bytes look like a picture, an archive or a program; Waqai reads text, JSON Lines, tables, web pages, crawls and their .gz and .zip forms."},
    {kNotArabic, "the text holds no Arabic", "Waqai reads Arabic news; this article has no Arabic letters, so nothing can be coded."},
    {kBadJson, "a line is no valid JSON object", "Each line of a .jsonl file is one JSON object; the other lines are read all the same."},
    {kLineTooLong, "a line is longer than the limit", "The limit keeps memory bounded; split the record, or raise --max-article-bytes."},
    {kTruncatedGzip, "a packed file ends too early or is damaged", "What stood before the damage was read; fetch the file again to get the rest."},
    {kBadDate, "a date is not understood", "Write dates as YYYY-MM-DD; an ISO time after the day is accepted."},
    {kNoText, "a record holds no text", "The field `text` is missing or empty; a column map can name another field."},
    {kArticleTooLong, "an article is longer than the limit", "The limit keeps memory bounded; split the article, or raise --max-article-bytes."},
    {kUnknownCharset, "the character encoding cannot be told", "Name it with --encoding (utf-8, windows-1256, iso-8859-6, utf-16)."},
    {kDuplicateId, "an id stands twice in the input", "The first record with the id is kept; give each article its own."},
    {kUnsupportedFile, "this kind of file is not read", "Use plain text, .jsonl, .csv, .html, .warc, their .gz or .zip forms, or a folder of them."},
    {kBadConllu, "a CoNLL-U line is not well-formed", "Ten columns separated by tabs; heads within the sentence; see docs/FORMATS.md."},
    {kBadWarc, "a record of a crawl is damaged",
     "Its length lies or the file breaks off; what could be read was read. Fetch the file again to get the rest."},
    {kBadCsv, "a line of a table cannot be read",
     "Each line has as many cells as the header; a cell with separator or quote is quoted. The other lines are read all the same."},
    {kBadZip, "a zip archive or a file in it is damaged", "What could be read was read; fetch the file again to get the rest."},
    {kNoArabicArticle, "a page of a crawl holds no Arabic article", "It was left out; --rejects FILE keeps the reasons."},
    {kDictionaryFormat, "a dictionary line is not well-formed", "See data/README.md for the two forms of file."},
    {kDictionaryColumns, "a dictionary row has the wrong columns", "The first line that is no comment names the columns; see data/README.md."},
    {kDictionaryValue, "a dictionary cell holds a value that is not allowed", "The message lists what is allowed."},
    {kDictionaryDuplicate, "a dictionary row stands twice", "Remove one of the two rows, or make them differ."},
    {kDictionaryHeader, "a dictionary file has no provenance or licence", "Add `# provenance:` and `# licence:` lines at the top."},
    {kDictionaryReference, "a dictionary row names something that does not exist", "Add the row it names, or correct the name."},
    {kDictionaryUntested, "a frame has no example", "Add an `example:` line of your own; it is the frame's test."},
    {kDictionaryExampleFails, "a frame's example is not coded as it says", "Run `waqai dict try` on the sentence to see why."},
    {kDictionaryShadowed, "a frame can never win", "A more specific or earlier frame takes every clause it matches; merge the two."},
    {kDictionaryUnused, "a frame never fired", "On the records that were counted; see why with `waqai dict try`, or remove it."},
    {kBundleMissing, "the dictionary bundle is not found", "Build it with `waqai dict build`, or name it with --bundle or WAQAI_BUNDLE."},
    {kBundleDamaged, "the dictionary bundle is damaged", "Build it again with `waqai dict build`; `waqai doctor` checks it in full."},
    {kBundleVersion, "the dictionary bundle has another version", "Build it again with this program."},
    {kBundleSection, "a section is missing from the bundle", "The bundle was built from an incomplete data folder; build it again."},
    {kArchiveMissing, "there is no archive here", "Create one with `waqai ingest --archive DIR PATH...`."},
    {kArchiveDamaged, "the archive is damaged", "Nothing was changed. `waqai doctor` tells more; restore a copy, or ingest again."},
    {kArchiveVersion, "the archive was made by another version", "Use the program that made it, or ingest again."},
    {kArchiveLocked, "another process is using the archive", "Wait for it to finish, or work on a copy of the folder."},
    {kArchiveQuery, "the archive refused a query", "The message says why."},
    {kArchiveWrite, "the archive could not be written", "Check the free space; the batch was rolled back and can be run again."},
    {kIndexDamaged, "the search index is damaged",
     "It is made anew from the archive by the next `waqai search`, ingest or remove; nothing else is touched."},
    {kIndexVersion, "the search index was made by another version", "It is made anew from the archive by the next `waqai search`, ingest or remove."},
    {kNotReady, "what was asked for is still being made",
     "It is made in the background, once for each state of the archive; ask again in some seconds."},
    {kUnknownCommand, "there is no such command", "`waqai help` lists the commands."},
    {kUnknownFlag, "there is no such flag", "`waqai COMMAND --help` lists the flags."},
    {kMissingValue, "a flag or argument is missing its value", "`waqai COMMAND --help` shows the form."},
    {kBadValue, "a value is not allowed here", "The message lists what is allowed."},
    {kNoSuchEvent, "no event has this id", "`waqai events` lists ids; an id may be cut to its first eight characters."},
    {kBadSetting, "a setting is wrong", "`waqai config` lists what can be set, and from where each value comes."},
    {kSentenceTooLong, "a sentence is too long to be parsed in full", "It was cut into pieces of bounded length; fields do not cross the cuts."},
};

}  // namespace

std::span<const ErrorInfo> all_errors() { return kErrors; }

std::optional<ErrorInfo> find_error(int code) {
  const auto* row = std::find_if(std::begin(kErrors), std::end(kErrors), [code](const ErrorInfo& e) { return e.code == code; });
  if (row == std::end(kErrors)) return std::nullopt;
  return *row;
}

}  // namespace waqai::base

// SPDX-License-Identifier: Apache-2.0
//
// Every error code of Waqai, append-only.  Ranges: 001-019 files and memory, 020-049 text and intake, 050-099 dictionaries,
// 100-109 bundle, 110-139 archive, 140-159 command line, 160-179 analysis.  `waqai explain E025` prints the row of
// error_codes.cc.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace waqai::base {

enum : int {
  kCannotOpen = 1,
  kCannotRead = 2,
  kCannotWrite = 3,
  kIsDirectory = 4,
  kOutOfMemory = 5,

  kEmptyInput = 20,
  kBinaryInput = 21,
  kNotArabic = 22,
  kBadJson = 23,
  kLineTooLong = 24,
  kTruncatedGzip = 25,
  kBadDate = 26,
  kNoText = 27,
  kArticleTooLong = 28,
  kUnknownCharset = 29,
  kDuplicateId = 30,
  kUnsupportedFile = 31,
  kBadConllu = 32,
  kBadWarc = 33,
  kBadCsv = 34,
  kBadZip = 35,
  kNoArabicArticle = 36,

  kDictionaryFormat = 50,
  kDictionaryColumns = 51,
  kDictionaryValue = 52,
  kDictionaryDuplicate = 53,
  kDictionaryHeader = 54,
  kDictionaryReference = 55,
  kDictionaryUntested = 56,
  kDictionaryExampleFails = 57,
  kDictionaryShadowed = 58,
  kDictionaryUnused = 59,

  kBundleMissing = 100,
  kBundleDamaged = 101,
  kBundleVersion = 102,
  kBundleSection = 103,

  kArchiveMissing = 110,
  kArchiveDamaged = 111,
  kArchiveVersion = 112,
  kArchiveLocked = 113,
  kArchiveQuery = 114,
  kArchiveWrite = 115,
  kIndexDamaged = 116,
  kIndexVersion = 117,
  kNotReady = 118,

  kUnknownCommand = 140,
  kUnknownFlag = 141,
  kMissingValue = 142,
  kBadValue = 143,
  kNoSuchEvent = 144,
  kBadSetting = 145,

  kSentenceTooLong = 160,
};

struct ErrorInfo {
  int code = 0;
  std::string_view title;        // what the code means, one line
  std::string_view explanation;  // what to do, a few sentences
};

// All codes, ascending.
std::span<const ErrorInfo> all_errors();

// The row of `code`, or nothing if it is unknown.
std::optional<ErrorInfo> find_error(int code);

}  // namespace waqai::base

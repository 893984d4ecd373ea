// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "base/error_codes.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json_writer.h"

namespace waqai::base {
namespace {

TEST(Calendar, RoundTripsEveryDayOfFourCenturies) {
  for (Day day = day_of(1700, 1, 1); day <= day_of(2100, 12, 31); ++day) ASSERT_EQ(parse_iso_day(iso_day(day)), day);
}

TEST(Calendar, RefusesDaysThatDoNotExist) {
  for (const char* text : {"", "2018", "2018-02-30", "2018-13-01", "18-01-01", "2018-1-01", "2018-01-01x", "abcd-ef-gh"}) {
    EXPECT_FALSE(parse_iso_day(text)) << text;
  }
  EXPECT_EQ(parse_iso_day("2018-02-18T21:35:43+04:00"), day_of(2018, 2, 18));
}

TEST(Arena, ViewsStayWhileTheArenaGrows) {
  StringArena arena;
  std::vector<std::string_view> views;
  views.reserve(5000);
  for (int i = 0; i < 5000; ++i) views.push_back(arena.store(std::to_string(i)));
  const std::string_view large = arena.store(std::string(100000, 'x'));
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(views[static_cast<size_t>(i)], std::to_string(i));
  EXPECT_EQ(large.size(), 100000u);
}

TEST(ErrorCodes, AreAscendingAndExplained) {
  int last = 0;
  for (const ErrorInfo& error : all_errors()) {
    EXPECT_GT(error.code, last);
    EXPECT_FALSE(error.title.empty());
    EXPECT_FALSE(error.explanation.empty());
    last = error.code;
  }
  EXPECT_FALSE(find_error(9999));
}

TEST(File, ReadsReplacesAndSaysWhatIsWrong) {
  const std::string path = ::testing::TempDir() + "waqai_base_test";
  ASSERT_TRUE(replace_file(path, "abc"));
  EXPECT_EQ(read_file(path).value(), "abc");
  const auto mapped = MappedFile::open(path);
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped.value().bytes(), "abc");
  EXPECT_EQ(read_file(path + ".missing").status().code(), kCannotOpen);
  EXPECT_EQ(read_file(::testing::TempDir()).status().code(), kIsDirectory);
  EXPECT_EQ(replace_file("/nonexistent/folder/file", "x").code(), kCannotWrite);
}

TEST(Json, WritesAsPythonDoes) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("a").number(1).key("b").begin_array().string("x\"\n\x01").null().boolean(true).decimal(0.50, 3).end_array();
  json.key("c").begin_object().end_object().end_object();
  EXPECT_EQ(out, R"({"a": 1, "b": ["x\"\n\u0001", null, true, 0.5], "c": {}})");
}

TEST(Hash, NeverChanges) {
  EXPECT_EQ(digest128(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_NE(hash64("a"), hash64("b"));
}

}  // namespace
}  // namespace waqai::base

// SPDX-License-Identifier: Apache-2.0
#include "store/sql_child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>
#include <vector>

#include "base/error_codes.h"
#include "store/article_index.h"
#include "store/database.h"

namespace waqai::store {
namespace {

constexpr size_t kWidest = 60;  // characters of a cell in a table for people
// A sanitizer takes all addresses for itself: with a limit on them it ends the process at once.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsAddresses = false;
#else
constexpr bool kLimitsAddresses = true;
#endif

Status refused(const std::string& why) {
  return Status::error(base::kArchiveQuery, ErrorKind::kUsage, why)
      .hint("write one SELECT; tables and columns are in docs/FORMATS.md, section Archive");
}

// Functions that tell of the machine instead of the archive, by any spelling of quotes and case.
Status check_text(const std::string& sql) {
  std::string lower(sql);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower.find_first_not_of(" \t\r\n;") == std::string::npos) return refused("there is no query");
  for (const char* word : {"duckdb_settings", "duckdb_databases", "duckdb_secrets", "duckdb_extensions", "duckdb_temporary_files", "duckdb_logs",
                           "pragma_", "current_setting", "getenv"}) {
    if (lower.find(word) != std::string::npos) return refused(std::string("'") + word + "' is not allowed in a query");
  }
  return {};
}

// Without white space and semicolons at its end, so that it can stand in brackets.
std::string bare(const std::string& sql) { return sql.substr(0, sql.find_last_not_of(" \t\r\n;") + 1); }

size_t characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// How many bytes at `at` steer a terminal: a control of one byte, one of U+0080 to U+009F, or one that turns the direction (U+200E, U+200F, U+202A to
// U+202E, U+2066 to U+2069).
size_t steering(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2;
  if (byte(0) != 0xE2) return 0;
  const unsigned last = byte(2);
  const bool turns =
      byte(1) == 0x80 ? last == 0x8E || last == 0x8F || (last >= 0xAA && last <= 0xAE) : byte(1) == 0x81 && last >= 0xA6 && last <= 0xA9;
  return turns ? 3 : 0;
}

// Cut to kWidest characters; what steers a terminal as a space.
std::string shown(std::string_view cell) {
  std::string out;
  size_t count = 0;
  for (size_t at = 0; at < cell.size();) {
    if ((static_cast<unsigned char>(cell[at]) & 0xC0) != 0x80 && ++count > kWidest) return out + "...";
    const size_t size = steering(cell, at);
    out += size > 0 ? ' ' : cell[at];
    at += std::max<size_t>(size, 1);
  }
  return out;
}

std::string csv_cell(std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(cell);
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

class Writer {
 public:
  Writer(int descriptor, size_t limit) : descriptor_(descriptor), left_(limit) {}

  void write(std::string_view text) {
    if (text.size() > left_) cut_ = true;
    if (cut_) return;
    left_ -= text.size();
    while (!text.empty()) {
      const ssize_t done = ::write(descriptor_, text.data(), text.size());
      if (done < 0 && errno == EINTR) continue;
      if (done <= 0) _exit(0);  // nobody reads any more
      text.remove_prefix(static_cast<size_t>(done));
    }
  }
  bool cut() const { return cut_; }

 private:
  int descriptor_;
  size_t left_;
  bool cut_ = false;
};

void write_table(const std::vector<std::string>& names, const std::vector<std::vector<std::string>>& rows, Writer& out) {
  std::vector<size_t> widths;
  widths.reserve(names.size());
  for (const std::string& name : names) widths.push_back(characters(name));
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (size_t i = 0; i < cells.size(); ++i) text += cells[i] + (i + 1 < cells.size() ? std::string(widths[i] - characters(cells[i]) + 2, ' ') : "");
    out.write(text + "\n");
  };
  line(names);
  std::vector<std::string> rule;
  rule.reserve(widths.size());
  for (const size_t width : widths) rule.emplace_back(width, '-');
  line(rule);
  for (const auto& row : rows) line(row);
}

// Runs in the child.  `cut` is set where rows or bytes were left out.
Status answer(const std::string& path, const SqlQuestion& question, const SqlLimits& limits, int descriptor, bool& cut) {
  const SqlFormat format = question.format;
  Result<Database> database = Database::open(path, {.read_only = true, .must_exist = true});
  if (!database) return database.status();
  const Result<IndexState> state = index_state(database.value());
  if (!state) return state.status();
  if (state.value() == IndexState::kLacking) return lacking_index(path);
  if (Status status = database.value().run("SET lock_configuration = true"); !status) return status;
  Writer out(descriptor, limits.bytes);
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> table;
  size_t rows = 0;
  // In brackets it can only be one query; every value comes as text.
  const std::string inner = "(" + bare(question.sql) + "\n)";
  const std::string list = format == SqlFormat::kJsonLines ? "CAST(to_json(t) AS VARCHAR)" : "CAST(COLUMNS(*) AS VARCHAR)";
  const std::string wrapped = "SELECT " + list + " FROM " + inner + " t LIMIT " + std::to_string(limits.rows + 1);
  Status status = database.value().select(
      wrapped, {},
      [&](const Row& row) {
        if (rows == 0 && format == SqlFormat::kCsv) {
          for (size_t i = 0; i < names.size(); ++i) out.write((i > 0 ? "," : "") + csv_cell(names[i]));
          out.write("\n");
        }
        if (++rows > limits.rows) return;
        if (format == SqlFormat::kJsonLines) {
          out.write(std::string(row[0].value_or("null")) + "\n");
        } else if (format == SqlFormat::kCsv) {
          std::string line;
          for (size_t i = 0; i < row.size(); ++i) line += (i > 0 ? "," : "") + csv_cell(row[i].value_or(""));
          out.write(line + "\n");
        } else {
          table.emplace_back();
          for (const Cell& cell : row) table.back().push_back(shown(cell.value_or("")));
        }
      },
      &names);
  if (status && format == SqlFormat::kTable) write_table(names, table, out);
  if (status && rows == 0 && format == SqlFormat::kCsv) {
    for (size_t i = 0; i < names.size(); ++i) out.write((i > 0 ? "," : "") + csv_cell(names[i]));
    out.write("\n");
  }
  cut = out.cut() || rows > limits.rows;
  return status;
}

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  (void)setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

// What the child tells at its end: a byte for "cut", the code, the kind, the message.
[[noreturn]] void run_child(const std::string& path, const SqlQuestion& question, const SqlLimits& limits, std::pair<int, int> out_and_report) {
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  if (kLimitsAddresses) limit(RLIMIT_AS, limits.address_space);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.seconds) + 2);
  limit(RLIMIT_FSIZE, 0);
  bool cut = false;
  Status status = answer(path, question, limits, out_and_report.first, cut);
  const std::string text =
      std::string(cut ? "1" : "0") + "\n" + (status ? "0" : std::to_string(status.code())) + "\n" + (status ? "" : status.message());
  (void)!::write(out_and_report.second, text.data(), std::min<size_t>(text.size(), 4096));
  _exit(0);
}

struct Pipe {
  int ends[2] = {-1, -1};
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  bool open() { return ::pipe2(ends, O_CLOEXEC) == 0; }
  void close_end(int end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

// Hands the answer over until the child closes its end; false at the deadline.
bool relay(int descriptor, double seconds, const std::function<bool(std::string_view)>& sink) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
  char buffer[1 << 16];
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd wait{descriptor, POLLIN, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(std::min<int64_t>(left, 1000)));
    if (ready <= 0) continue;
    const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || !sink(std::string_view(buffer, static_cast<size_t>(got)))) return true;
  }
}

}  // namespace

Status run_sql(const std::string& database, const SqlQuestion& question, const SqlLimits& limits, const std::function<bool(std::string_view)>& sink,
               bool& cut) {
  cut = false;
  if (Status status = check_text(question.sql); !status) return status;
  Pipe out;
  Pipe report;
  if (!out.open() || !report.open())
    return Status::error(base::kOutOfMemory, ErrorKind::kResource, std::string("no pipe for the query: ") + std::strerror(errno));
  const pid_t child = ::fork();
  if (child < 0) return Status::error(base::kOutOfMemory, ErrorKind::kResource, std::string("no process for the query: ") + std::strerror(errno));
  if (child == 0) run_child(database, question, limits, {out.ends[1], report.ends[1]});
  out.close_end(1);
  report.close_end(1);
  const bool in_time = relay(out.ends[0], limits.seconds, sink);
  out.close_end(0);
  if (!in_time) ::kill(child, SIGKILL);
  std::string told;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(report.ends[0], buffer, sizeof buffer)) > 0;) told.append(buffer, static_cast<size_t>(got));
  int state = 0;
  while (::waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  if (!in_time) return refused("the query took longer than its time and was stopped").hint("ask for less, or give it more time with --seconds");
  const size_t first = told.find('\n');
  const size_t second = first == std::string::npos ? first : told.find('\n', first + 1);
  if (second == std::string::npos)
    return refused("the query needed more memory or processor time than it may use, or brought the database down").hint("ask for less");
  cut = told[0] == '1';
  const int code = static_cast<int>(std::strtol(told.c_str() + first + 1, nullptr, 10));
  if (code == 0) return {};
  const std::string why = told.substr(second + 1);
  // DuckDB goes on with the line where it stopped, which is not the user's as the query stands in brackets there, or with settings nobody can change.
  if (code == base::kArchiveQuery || code == base::kArchiveWrite || code == base::kOutOfMemory) return refused(why.substr(0, why.find("\n\n")));
  return Status::error(code, ErrorKind::kResource, why);
}

}  // namespace waqai::store

// SPDX-License-Identifier: Apache-2.0
//
// Runs a fuzz target without libFuzzer, so that ./test needs no clang: all seeds as they are, then changed seeds until the time is up.
//
//   fuzz_X SECONDS FOLDER-OR-FILE...
//
// The order of changes follows from WAQAI_FUZZ_SEED (default 1).  An input that ends the program, or takes longer than 20 seconds of processor time
// (times kPatience), is left in the working folder as crash-X; remedy: make it a named case, mend, run again.  tools/fuzz.sh runs the same targets
// with coverage and sanitizers.
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "support/patience.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr size_t kLongest = 16384;
constexpr int kSecondsAnInput = 20 * static_cast<int>(waqai::testing::kPatience);

std::string current;     // the input at work
std::string crash_name;  // where it is left

void leave(int signal) {
  const int file = ::open(crash_name.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0) (void)!::write(file, current.data(), current.size());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

// SIGPROF after so many seconds of the processor: a program that was paused or waited for others is not slow.
void limit_to(int seconds) {
  const itimerval time = {{0, 0}, {seconds, 0}};
  ::setitimer(ITIMER_PROF, &time, nullptr);
}

void run(const std::string& input) {
  current = input;
  limit_to(kSecondsAnInput);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(current.data()), current.size());
  limit_to(0);
}

class Changer {
 public:
  Changer(std::vector<std::string> seeds, uint32_t seed) : seeds_(std::move(seeds)), dice_(seed) {}

  std::string next() {
    std::string text = seeds_[below(seeds_.size())];
    for (size_t rounds = 1 + below(6); rounds > 0; --rounds) change(text);
    if (text.size() > kLongest) text.resize(kLongest);
    return text;
  }

 private:
  size_t below(size_t end) { return end == 0 ? 0 : dice_() % end; }

  void change(std::string& text) {
    static const std::string kOdd[] = {std::string(1, '\0'),
                                       "\xff",
                                       "\x80",
                                       "\xed\xa0\x80",
                                       "\xf4\x90\x80\x80",
                                       "\xe2\x80\xae",
                                       "\"",
                                       "\\",
                                       "\n",
                                       "\r\n",
                                       "\t",
                                       "<",
                                       ">",
                                       "&",
                                       "{",
                                       "}",
                                       "[",
                                       ",",
                                       ":",
                                       "-1",
                                       "0",
                                       "4294967295",
                                       "18446744073709551616",
                                       "\xd9\x88",
                                       "\xef\xbb\xbf",
                                       "%",
                                       "%00",
                                       "..",
                                       "(",
                                       ")",
                                       "*"};
    const size_t at = below(text.size() + 1);
    const size_t size = std::min(text.size() - at, 1 + below(below(8) == 0 ? 400 : 8));
    switch (below(8)) {
      case 0:
        text.insert(at, kOdd[below(std::size(kOdd))]);
        break;
      case 1:
        text.erase(at, size);
        break;
      case 2:
        text.insert(below(text.size() + 1), text.substr(at, size));
        break;
      case 3:
        text.resize(at);
        break;
      case 4: {
        const std::string& other = seeds_[below(seeds_.size())];
        const size_t from = below(other.size() + 1);
        text.replace(at, size, other, from, 1 + below(200));
        break;
      }
      case 5:
        for (size_t copies = below(50); copies > 0 && text.size() < kLongest; --copies) text.insert(at, text.substr(at, size));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(2) == 0 ? text[at] ^ (1 << below(8)) : below(256));
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937 dice_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s SECONDS FOLDER-OR-FILE...\n", argv[0]);
    return 2;
  }
  crash_name = "crash-" + std::filesystem::path(argv[0]).filename().string();
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGPROF}) std::signal(signal, leave);
  std::vector<std::string> paths;
  for (int i = 2; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) paths.emplace_back(argv[i]);
    else
      for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
        if (entry.is_regular_file()) paths.push_back(entry.path());
      }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const std::string& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
      std::fprintf(stderr, "%s: cannot read %s; name a file or a folder of seeds\n", argv[0], path.c_str());
      return 2;
    }
    seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "%s: no seed in the folders named\n", argv[0]);
    return 2;
  }
  for (const std::string& seed : seeds) run(seed);
  const char* told = std::getenv("WAQAI_FUZZ_SEED");
  Changer changer(seeds, told == nullptr ? 1u : static_cast<uint32_t>(std::strtoul(told, nullptr, 10)));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  uint64_t runs = seeds.size();
  for (; std::chrono::steady_clock::now() < end; ++runs) run(changer.next());
  std::printf("%llu inputs, %zu of them seeds\n", static_cast<unsigned long long>(runs), seeds.size());
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a table: rows end, cells stay within the limit.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "ingest/table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai::ingest;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const int descriptor = ::memfd_create("table", 0);
  if (descriptor < 0) std::abort();
  auto stream = TextStream::open(ByteStream::from_descriptor(descriptor), Charset::kUtf8, bytes, true);
  if (stream) {
    TableReader reader(*stream.value(), separator_of(bytes.substr(0, bytes.find('\n'))));
    std::vector<std::string> cells;
    uint64_t line = 0;
    for (size_t rows = 0; reader.next(4096, cells, line) < TableReader::Row::kOpenQuote; ++rows) {
      if (rows > size) std::abort();
    }
  }
  ::close(descriptor);
  return 0;
}

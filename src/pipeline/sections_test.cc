// SPDX-License-Identifier: Apache-2.0
//
// Every part that reads the bundle, with each section of the bundle gone or cut: it opens without that section, or says what is wrong with which.
// And articles that cannot be coded.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "base/error_codes.h"
#include "claims/claims.h"
#include "entities/name_model.h"
#include "entities/name_tagger.h"
#include "entities/resolver.h"
#include "events/choice.h"
#include "events/coder.h"
#include "events/confidence.h"
#include "events/filter.h"
#include "events/genre.h"
#include "events/parties.h"
#include "events/vouch.h"
#include "events/word_kinds.h"
#include "lexicon/actors.h"
#include "lexicon/claims.h"
#include "lexicon/frames.h"
#include "lexicon/stems.h"
#include "lexicon/times.h"
#include "lexicon/words.h"
#include "morphology/analyser.h"
#include "morphology/model.h"
#include "morphology/tagger.h"
#include "pipeline/pipeline.h"
#include "syntax/parser.h"
#include "temporal/recogniser.h"

namespace waqai::pipeline {
namespace {

// A row of the table of sections (docs/FORMATS.md).
struct SectionRow {
  char name[24];
  uint32_t version, seal;
  uint64_t checksum, offset, size;
};
constexpr size_t kFirstRow = 16;

// The real bundle, of which one row of the table is another while a test looks.
class BundleBytes {
 public:
  explicit BundleBytes(const char* path) : file_(::memfd_create("bundle", 0)) {
    std::ifstream stream(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(::write(file_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    uint32_t count = 0;
    std::memcpy(&count, bytes.data() + kFirstRow - 4, sizeof count);
    rows_.resize(count);
    std::memcpy(rows_.data(), bytes.data() + kFirstRow, count * sizeof(SectionRow));
  }
  BundleBytes(const BundleBytes&) = delete;
  BundleBytes& operator=(const BundleBytes&) = delete;
  ~BundleBytes() { ::close(file_); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }
  const std::vector<SectionRow>& rows() const { return rows_; }
  void put(size_t number, const SectionRow& row) const {
    EXPECT_EQ(::pwrite(file_, &row, sizeof row, static_cast<off_t>(kFirstRow + number * sizeof row)), static_cast<ssize_t>(sizeof row));
  }

 private:
  int file_;
  std::vector<SectionRow> rows_;
};

using Opener = std::function<Status(const lexicon::Bundle&)>;

template <typename Part>
Status opened(const lexicon::Bundle& bundle) {
  return Part::open(bundle).status();
}

const std::map<std::string, Opener>& openers() {
  static const std::map<std::string, Opener> all = {{"words", opened<lexicon::Words>},
                                                    {"actors", opened<lexicon::ActorsView>},
                                                    {"frames", opened<lexicon::FramesView>},
                                                    {"claims", opened<lexicon::ClaimsView>},
                                                    {"stems", [](const lexicon::Bundle& bundle) { return lexicon::read_stems(bundle).status(); }},
                                                    {"analyser", opened<morphology::Analyser>},
                                                    {"tagger", opened<morphology::Tagger>},
                                                    {"model", opened<morphology::Model>},
                                                    {"parser", opened<syntax::Parser>},
                                                    {"recogniser", opened<temporal::Recogniser>},
                                                    {"resolver", opened<entities::Resolver>},
                                                    {"name model", opened<entities::NameModel>},
                                                    {"name tagger", opened<entities::NameTagger>},
                                                    {"coder", opened<events::Coder>},
                                                    {"filter", opened<events::Filter>},
                                                    {"confidence", opened<events::Confidence>},
                                                    {"parties", opened<events::PartyModel>},
                                                    {"choice", opened<events::ChoiceModel>},
                                                    {"vouch", opened<events::Vouch>},
                                                    {"kinds", opened<events::WordKinds>},
                                                    {"genre", opened<events::GenreModel>},
                                                    {"attributor", opened<claims::Attributor>},
                                                    {"pipeline", opened<Pipeline>}};
  return all;
}

TEST(BundleSections, EachPartSaysWhichSectionItLacks) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  const BundleBytes bytes(path);
  std::map<std::string, int> gone, cut;
  ASSERT_GT(bytes.rows().size(), 10u);
  for (size_t number = 0; number < bytes.rows().size(); ++number) {
    const SectionRow good = bytes.rows()[number];
    const std::string name = good.name;
    for (const bool is_gone : {true, false}) {
      SectionRow bad = good;
      bad.seal = 0;  // as of programs that did not seal the table
      if (is_gone) std::memcpy(bad.name, "nothing", 8);
      else bad.size = 8;
      bytes.put(number, bad);
      const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(bytes.path());
      if (!bundle) {
        EXPECT_EQ(bundle.status().code(), base::kBundleDamaged) << name;
        EXPECT_EQ(bundle.status().place(), bytes.path());
        continue;
      }
      for (const auto& [part, open] : openers()) {
        const Status status = open(bundle.value());
        if (status.is_ok()) continue;
        ++(is_gone ? gone : cut)[part];
        EXPECT_EQ(status.kind(), ErrorKind::kResource) << part << " without " << name;
        EXPECT_EQ(status.place(), bytes.path()) << part << " without " << name;
        if (is_gone) {
          EXPECT_EQ(status.code(), base::kBundleSection) << part << " without " << name << status.to_string();
          EXPECT_NE(status.message().find("'" + name + "'"), std::string::npos) << status.message();
        } else {
          EXPECT_EQ(status.code(), base::kBundleDamaged) << part << " with a piece of " << name << status.to_string();
        }
      }
    }
    bytes.put(number, good);
  }
  // Models that were learned may be missing: rules alone decide then.
  const std::set<std::string> may_lack = {"choice", "confidence", "filter", "genre", "kinds", "model", "name model", "parties", "vouch"};
  for (const auto& [part, open] : openers()) {
    EXPECT_EQ(gone[part] > 0, may_lack.count(part) == 0) << part;
    EXPECT_GT(cut[part], 0) << part;
  }
  // More than one section: each of these would otherwise be opened by parts that came before.
  for (const char* part : {"parser", "coder", "attributor", "name tagger"}) EXPECT_GT(gone[part], 1) << part;
}

TEST(Pipeline, ArticlesThatCannotBeCoded) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle);
  const Result<Pipeline> pipeline = Pipeline::open(bundle.value());
  ASSERT_TRUE(pipeline);
  Pipeline::Scratch scratch = pipeline.value().new_scratch();
  Article article;
  article.id = "a";
  article.text = "\xD9\x82\xD8\xA7\xD9\x84 \xD8\xA7\xD9\x84\xD9\x88\xD8\xB2\xD9\x8A\xD8\xB1.";
  ASSERT_TRUE(pipeline.value().code(article, scratch));
  for (const char* day : {"2023-02-29", "yesterday", "2023-1-1", "infinity", "20000-01-01"}) {
    article.published = day;
    for (const Status& status : {pipeline.value().code(article, scratch).status(), pipeline.value().read_words(article, scratch).status(),
                                 pipeline.value().annotate(article, scratch)}) {
      EXPECT_EQ(status.code(), base::kBadDate) << day;
      EXPECT_EQ(status.kind(), ErrorKind::kRejected);
      EXPECT_EQ(status.place(), "a");
      EXPECT_NE(status.hint(), "");
    }
  }
  article.published = "";
  article.conllu = "1\tx\n\n";
  for (const auto& [file, place] : {std::pair("", "a, line "), std::pair("t.conllu", "t.conllu, a, line ")}) {
    article.conllu_file = file;
    const Status status = pipeline.value().code(article, scratch).status();
    EXPECT_EQ(status.code(), base::kBadConllu) << status.to_string();
    EXPECT_EQ(status.kind(), ErrorKind::kRejected);
    EXPECT_EQ(status.place().rfind(place, 0), 0u) << status.place();
  }
  // Whoever comes behind them is coded as before, and broken UTF-8 is repaired.
  article.conllu.clear();
  article.text = "\xD9\x82\xD8\xA7\xD9\x84\xFF \xD8\xA7\xD9\x84\xD9\x88\xD8\xB2\xD9\x8A\xD8\xB1\xD8.";
  article.title = "\xD9\x82\xC3";
  const Result<CodedArticle> coded = pipeline.value().code(article, scratch);
  ASSERT_TRUE(coded);
  EXPECT_NE(coded.value().article.text.find("\xEF\xBF\xBD"), std::string::npos);
  EXPECT_NE(coded.value().article.title.find("\xEF\xBF\xBD"), std::string::npos);
}

}  // namespace
}  // namespace waqai::pipeline

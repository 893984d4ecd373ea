// SPDX-License-Identifier: Apache-2.0
#include "events/vouch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "base/file.h"
#include "base/hash.h"
#include "events/genre.h"
#include "events/parties.h"
#include "events/word_kinds.h"

namespace waqai::events {
namespace {

// A bundle with one section more than a bundle must have.
Result<lexicon::Bundle> bundle_with(std::string_view name, uint32_t version, std::string section, const std::string& path) {
  lexicon::BundleBuilder builder;
  lexicon::SectionWriter sources;
  sources.array(std::vector<uint32_t>{});
  sources.strings({});
  builder.add(std::string(lexicon::kSourcesSection), lexicon::kSourcesVersion, sources.take());
  builder.add(std::string(name), version, std::move(section));
  if (Status status = base::replace_file(path, builder.finish()); !status) return status;
  return lexicon::Bundle::open(path);
}

// A type with a cut of its own, as the section has it.
struct TypeCut {
  std::array<char, 12> name;
  int32_t least;
};

using Ints = std::vector<int32_t>;
using Shorts = std::vector<int16_t>;

// The arrays of a section, in order.
template <class... Array>
std::string section_of(const Array&... arrays) {
  lexicon::SectionWriter writer;
  (writer.array(arrays), ...);
  return writer.take();
}

TEST(Vouch, WithoutWeightsTheRulesStand) {
  EXPECT_TRUE(Vouch().empty());
  EXPECT_TRUE(PartyModel().empty());
}

TEST(Vouch, AddsTheWeightsOfAllTypesAndOfItsOwn) {
  const std::string path = testing::TempDir() + "vouch_test.bundle";
  std::vector<int16_t> weights(size_t{1} << kVouchBits, 0);
  weights[Vouch::slot(7)] = 100;
  weights[Vouch::slot(7, "ASSAULT")] = 20;
  const Result<lexicon::Bundle> bundle =
      bundle_with(kVouchSection, kVouchVersion, section_of(Ints{-50, 30}, std::vector<TypeCut>{{{"AID"}, 10}}, weights), path);
  ASSERT_TRUE(bundle);
  const Result<Vouch> vouch = Vouch::open(bundle.value());
  ASSERT_TRUE(vouch);
  const std::vector<uint32_t> features = {7};
  EXPECT_EQ(vouch.value().score("ASSAULT", features), 120);
  EXPECT_EQ(vouch.value().score("CONSULT", features), 100);
  EXPECT_EQ(vouch.value().cut("ASSAULT", false), -50);
  EXPECT_EQ(vouch.value().cut("ASSAULT", true), 30);
  EXPECT_EQ(vouch.value().cut("AID", false), 10) << "its own is higher";
  EXPECT_EQ(vouch.value().cut("AID", true), 30);
  std::remove(path.c_str());
}

TEST(Vouch, ADamagedSectionIsRefused) {
  const std::string path = testing::TempDir() + "vouch_damaged_test.bundle";
  const std::vector<int16_t> short_table(size_t{1} << (kVouchBits - 1), 0);
  const Result<lexicon::Bundle> bundle = bundle_with(kVouchSection, kVouchVersion, section_of(Ints{0, 0}, std::vector<TypeCut>{}, short_table), path);
  ASSERT_TRUE(bundle);
  EXPECT_FALSE(Vouch::open(bundle.value()));
  std::remove(path.c_str());
}

TEST(Genre, ScoresLemmasAndRefusesADamagedSection) {
  const std::string path = testing::TempDir() + "genre_test.bundle";
  annot::Document document;
  document.sentences.resize(2);
  std::vector<std::string> lemmas;
  for (char c = 'a'; c < 'q'; ++c) lemmas.emplace_back(1, c);  // sixteen, each twice, and a mark
  for (size_t i = 0; i <= 2 * lemmas.size(); ++i) {
    document.words.emplace_back();
    document.words.back().lemma = lemmas[i % lemmas.size()];
    document.words.back().upos = i == 2 * lemmas.size() ? annot::Upos::kPunct : annot::Upos::kNoun;
  }
  std::vector<uint32_t> slots;
  GenreModel::slots(document, slots);
  ASSERT_EQ(slots.size(), 16u);
  std::vector<int16_t> weights(kGenres << kGenreBits, 0);
  weights[slots[0]] = 800;                               // sport
  weights[(size_t{1} << kGenreBits) + slots[1]] = -400;  // arts
  const Result<lexicon::Bundle> damaged = bundle_with(kGenreSection, kGenreVersion, section_of(Ints{-10, 0}, Shorts{}), path);
  ASSERT_TRUE(damaged);
  EXPECT_FALSE(GenreModel::open(damaged.value()));
  const Result<lexicon::Bundle> bundle = bundle_with(kGenreSection, kGenreVersion, section_of(Ints{-10, 0}, Ints{150, 150}, weights), path);
  ASSERT_TRUE(bundle);
  const Result<GenreModel> model = GenreModel::open(bundle.value());
  ASSERT_TRUE(model);
  const Topic topic = model.value().topic(document, slots);
  EXPECT_EQ(topic.sport, -10 + 200);  // 800 / sqrt(16)
  EXPECT_EQ(topic.arts, -100);
  EXPECT_EQ(model.value().genre(topic), Genre::kSport);
  EXPECT_EQ(model.value().genre(model.value().topic({}, slots)), Genre::kNews);
  EXPECT_EQ(GenreModel().genre(topic), Genre::kNews);
  document.sentences.resize(1);  // a sentence has no genre
  EXPECT_EQ(model.value().genre(model.value().topic(document, slots)), Genre::kNews);
  std::remove(path.c_str());
}

TEST(Parties, ReadsCutsAndWeightsAndRefusesADamagedSection) {
  const std::string path = testing::TempDir() + "parties_test.bundle";
  std::vector<int16_t> weights(size_t{1} << kPartiesBits, 0);
  weights[3] = 40;
  weights[5] = -15;
  const std::vector<int32_t> cuts = {1, 2, 3};
  const Result<lexicon::Bundle> bundle = bundle_with(kPartiesSection, kPartiesVersion, section_of(cuts, weights), path);
  ASSERT_TRUE(bundle);
  const Result<PartyModel> model = PartyModel::open(bundle.value());
  ASSERT_TRUE(model);
  EXPECT_EQ(model.value().score(std::vector<uint32_t>{3, 5, 9}), 25);
  EXPECT_EQ(model.value().cut(kTakeRecipient), 3);
  const Result<lexicon::Bundle> damaged = bundle_with(kPartiesSection, kPartiesVersion, section_of(Ints{1, 2}, weights), path);
  ASSERT_TRUE(damaged);
  EXPECT_FALSE(PartyModel::open(damaged.value()));
  std::remove(path.c_str());
}

TEST(WordKinds, FindsLemmasAndKnowsNoOthers) {
  const std::string path = testing::TempDir() + "word_kinds_test.bundle";
  const auto section = [](std::vector<uint32_t> lemmas, const std::vector<uint8_t>& kinds) {
    std::sort(lemmas.begin(), lemmas.end());
    lexicon::SectionWriter writer;
    writer.array(lemmas);
    writer.array(kinds);
    return writer.take();
  };
  const uint64_t shell = base::hash64("shell"), talk = base::hash64("talk");
  const auto low = [](uint64_t hash) { return static_cast<uint32_t>(hash); };
  const Result<lexicon::Bundle> bundle = bundle_with(kWordKindsSection, kWordKindsVersion, section({low(shell), low(talk)}, {3, 9}), path);
  ASSERT_TRUE(bundle);
  const Result<WordKinds> kinds = WordKinds::open(bundle.value());
  ASSERT_TRUE(kinds);
  EXPECT_EQ(kinds.value().of(shell), low(shell) < low(talk) ? 3u : 9u);
  EXPECT_EQ(kinds.value().of(talk), low(shell) < low(talk) ? 9u : 3u);
  EXPECT_EQ(kinds.value().of(base::hash64("walk")), WordKinds::kUnknown);
  EXPECT_EQ(WordKinds().of(shell), WordKinds::kUnknown);
  const Result<lexicon::Bundle> damaged = bundle_with(kWordKindsSection, kWordKindsVersion, section({1, 2}, {3}), path);
  ASSERT_TRUE(damaged);
  EXPECT_FALSE(WordKinds::open(damaged.value()));
}

}  // namespace
}  // namespace waqai::events

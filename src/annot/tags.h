// SPDX-License-Identifier: Apache-2.0
//
// Tag and relation sets of the document: Universal Dependencies v2.  Values are append-only (bundles and weights store them).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waqai::annot {

enum class Upos : uint8_t { kX, kAdj, kAdp, kAdv, kAux, kCconj, kDet, kIntj, kNoun, kNum, kPart, kPron, kPropn, kPunct, kSconj, kSym, kVerb };

enum class Gender : uint8_t { kNone, kMasc, kFem };
enum class Number : uint8_t { kNone, kSing, kDual, kPlur };
enum class Case : uint8_t { kNone, kNom, kAcc, kGen };
enum class Definite : uint8_t { kNone, kInd, kDef, kCon };  // kCon: construct state (first part of an idafa)
enum class Aspect : uint8_t { kNone, kPerf, kImp };         // kPerf: past tense; kImp: present or, after sa-, future
enum class Mood : uint8_t { kNone, kInd, kSub, kJus, kImper };
enum class Voice : uint8_t { kNone, kAct, kPass };
enum class VerbForm : uint8_t { kNone, kFin, kPart, kMasdar };  // kMasdar is UD's VerbForm=Vnoun

struct Features {
  Gender gender = Gender::kNone;
  Number number = Number::kNone;
  uint8_t person = 0;  // 1, 2, 3; 0 none
  Case grammatical_case = Case::kNone;
  Definite definite = Definite::kNone;
  Aspect aspect = Aspect::kNone;
  Mood mood = Mood::kNone;
  Voice voice = Voice::kNone;
  VerbForm verb_form = VerbForm::kNone;
  bool negative = false;       // Polarity=Neg
  bool relative = false;       // PronType=Rel
  bool demonstrative = false;  // PronType=Dem
  bool interrogative = false;  // PronType=Int
  friend bool operator==(const Features&, const Features&) = default;
};

// UD relations without subtype that the parser gives.
enum class Relation : uint8_t {
  kNone,
  kRoot,
  kNsubj,
  kObj,
  kIobj,
  kObl,
  kXcomp,
  kCcomp,
  kCsubj,
  kAdvcl,
  kAcl,
  kAmod,
  kNmod,
  kNummod,
  kAppos,
  kCase,
  kMark,
  kCc,
  kConj,
  kCop,
  kAux,
  kAdvmod,
  kDet,
  kFlat,
  kFixed,
  kCompound,
  kParataxis,
  kDiscourse,
  kVocative,
  kExpl,
  kDislocated,
  kOrphan,
  kGoeswith,
  kList,
  kReparandum,
  kClf,
  kPunct,
  kDep
};
inline constexpr int kRelationCount = static_cast<int>(Relation::kDep) + 1;
inline constexpr int kUposCount = static_cast<int>(Upos::kVerb) + 1;

// "NOUN"; never empty.
std::string_view to_string(Upos upos);
// "nsubj"; "_" for kNone.
std::string_view to_string(Relation relation);
// UD FEATS column, keys in alphabetical order: "Case=Gen|Definite=Def"; "_" where nothing is set.
std::string to_string(const Features& features);

// Nothing for an unknown name.  The subtype of a relation ("nmod:poss") is ignored.
std::optional<Upos> parse_upos(std::string_view name);
std::optional<Relation> parse_relation(std::string_view name);
// UD FEATS column to features; keys and values that Features does not hold are ignored.
Features parse_features(std::string_view column);

}  // namespace waqai::annot

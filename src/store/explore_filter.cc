// SPDX-License-Identifier: Apache-2.0
#include "store/explore_filter.h"

namespace waqai::store {

std::string arabic_of(const std::string& names) {
  return "(SELECT string_agg(coalesce(w.name_ar, u.name), '; ' ORDER BY u.place) FROM (SELECT trim(unnest(string_split(" + names +
         ", ';'))) AS name, generate_subscripts(string_split(" + names + ", ';'), 1) AS place) u LEFT JOIN memory.main.people w ON w.name = u.name)";
}

std::string fold_sql(const std::string& expression) {
  // From: alef with hamza above, below, madda, wasla; alef maksura, Farsi yeh; ta marbuta; keheh; then, mapped to nothing: tatweel, tanwin and
  // vowels, shadda, sukun, dagger alef.
  static const std::string kFrom = "\u0623\u0625\u0622\u0671\u0649\u06cc\u0629\u06a9\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670";
  static const std::string kTo = "\u0627\u0627\u0627\u0627\u064a\u064a\u0647\u0643";
  return "translate(lower(" + expression + "), '" + kFrom + "', '" + kTo + "')";
}

namespace {

std::string unless_unidentified(const std::string& p, std::string_view Unidentified::*told, const std::string& otherwise) {
  std::string sql = "CASE";
  for (const Unidentified& one : kUnidentified) {
    sql += " WHEN coalesce(" + p + ".name, " + p + ".name_ar, " + p + ".country) IS NULL AND " + p + ".sector = '" + std::string(one.sector) +
           "' THEN '" + std::string(one.*told) + "'";
  }
  return sql + " ELSE " + otherwise + " END";
}

}  // namespace

std::string label_sql(const std::string& p) {
  return unless_unidentified(p, &Unidentified::label, "coalesce(" + p + ".name, " + p + ".name_ar, " + p + ".text)");
}

std::string arabic_label_sql(const std::string& p) {
  return unless_unidentified(p, &Unidentified::arabic, "coalesce(" + p + ".name_ar, " + p + ".text, " + p + ".name)");
}

}  // namespace waqai::store

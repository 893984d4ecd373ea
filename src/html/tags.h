// SPDX-License-Identifier: Apache-2.0
//
// The elements of HTML that reading a page needs to tell apart, and what the tree builder knows of each.  Pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace waqai::html {

enum class Tag : uint8_t {
  kNone,
  kOther,
  kText,         // no element; an element of another name; a run of text
  kMarkupPoint,  // in <svg> or <math> a place for HTML; for the tree builder alone
  kA,
  kAbbr,
  kAddress,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kCol,
  kColgroup,
  kDd,
  kDel,
  kDetails,
  kDialog,
  kDir,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kFrame,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHgroup,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kIns,
  kKbd,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kMain,
  kMap,
  kMark,
  kMath,
  kMenu,
  kMeta,
  kNav,
  kNoembed,
  kNoframes,
  kNoscript,
  kObject,
  kOl,
  kOptgroup,
  kOption,
  kP,
  kParam,
  kPicture,
  kPlaintext,
  kPre,
  kQ,
  kS,
  kSamp,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrike,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kTrack,
  kTt,
  kU,
  kUl,
  kVar,
  kVideo,
  kWbr,
  kXmp,
  kCount
};

// The tag of a name in any letter case; kOther for one that is not listed.
Tag tag_of(std::string_view name);

bool is_void(Tag tag);           // has no end tag and no content
bool is_formatting(Tag tag);     // runs within a line, and may be misnested
bool is_inline(Tag tag);         // breaks no paragraph
bool is_raw(Tag tag);            // its content is characters up to its end tag
bool is_head_part(Tag tag);      // may stand in the head
bool is_heading(Tag tag);        // h1 to h6
bool closes_paragraph(Tag tag);  // ends a <p> that is open

// Of start tags in <svg> and <math>, by tag and name, in any letter case.
bool leaves_foreign(Tag tag, std::string_view name);  // ends the <svg> or <math>; <font> does so with some attributes alone
bool is_markup_point(std::string_view name);          // what it holds is HTML

}  // namespace waqai::html

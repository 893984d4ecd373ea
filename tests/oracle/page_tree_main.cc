// SPDX-License-Identifier: Apache-2.0
//
// Prints the trees of pages for tests/oracle/test_html.py, which compares them with those of a library:
//
//   waqai_page_tree FILE...
//
// A line a node, in order: "<name" opens an element, ">" closes it, "'" starts decoded text, "!" starts raw text (script, style and the like), each
// with "\n", "\r" and "\\" for line breaks and backslashes; "=" ends a page.  Each page is UTF-8.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "html/tree.h"

namespace {

using waqai::html::Node;
using waqai::html::Tag;
using waqai::html::Tree;

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
  out += '\n';
}

// The name of an element as its start tag spells it, in lower case.
std::string name_of(const Tree& tree, const Node& node) {
  const std::string_view tag = tree.page().substr(node.begin + 1, node.end - node.begin - 1);
  std::string name(tag.substr(0, tag.find_first_of(" \t\r\n\f/>")));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return name;
}

std::string lines_of(const Tree& tree) {
  std::string out;
  std::vector<uint32_t> open;  // elements whose content is not over
  for (uint32_t id = 1; id < tree.nodes().size(); ++id) {
    for (; !open.empty() && tree.node(open.back()).last < id; open.pop_back()) out += ">\n";
    const Node& node = tree.node(id);
    if (node.tag == Tag::kText) {
      out += node.raw ? '!' : '\'';
      append_escaped(out, node.raw ? std::string(tree.text(id)) : waqai::html::decoded(tree.text(id)));
    } else {
      out += '<' + name_of(tree, node) + '\n';
      open.push_back(id);
    }
  }
  for (size_t i = 0; i < open.size(); ++i) out += ">\n";
  return out + "=\n";
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    if (!file) {
      std::fprintf(stderr, "waqai_page_tree: %s cannot be read\n", argv[i]);
      return 1;
    }
    const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::cout << lines_of(Tree::parse(page));
  }
  return std::cout.flush() ? 0 : 1;
}

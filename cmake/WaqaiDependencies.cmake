# What comes from outside, each with the one module that may see it (WAQAI_EXTERNAL_<module>).
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson)
pkg_check_modules(UCHARDET REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)

set(WAQAI_EXTERNAL_ingest ZLIB::ZLIB PkgConfig::SIMDJSON PkgConfig::UCHARDET PkgConfig::BROTLI PkgConfig::ZSTD)
set(WAQAI_EXTERNAL_evaluate PkgConfig::SIMDJSON)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
set(WAQAI_EXTERNAL_base PkgConfig::XXHASH)
set(WAQAI_EXTERNAL_pipeline Threads::Threads)

# Boost.Beast and Asio, headers only (Boost.System is header-only, too): src/serve/http_server.cc alone includes them.
find_path(WAQAI_BOOST_INCLUDE boost/beast/core.hpp REQUIRED)
add_library(waqai_boost INTERFACE)
target_include_directories(waqai_boost SYSTEM INTERFACE ${WAQAI_BOOST_INCLUDE})
set(WAQAI_EXTERNAL_serve waqai_boost Threads::Threads ZLIB::ZLIB)

# DuckDB: header and library unpacked by tools/fetch_duckdb.sh into .deps/duckdb (pinned, checksummed), or a system one.
set(WAQAI_DUCKDB_DIR ${CMAKE_SOURCE_DIR}/.deps/duckdb CACHE PATH "folder with duckdb.h and libduckdb.so")
if(EXISTS ${WAQAI_DUCKDB_DIR}/duckdb.h)
  add_library(waqai_duckdb SHARED IMPORTED GLOBAL)
  set_target_properties(waqai_duckdb PROPERTIES IMPORTED_LOCATION ${WAQAI_DUCKDB_DIR}/libduckdb.so
    INTERFACE_INCLUDE_DIRECTORIES ${WAQAI_DUCKDB_DIR} INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${WAQAI_DUCKDB_DIR})
  set(WAQAI_EXTERNAL_store waqai_duckdb)
else()
  message(FATAL_ERROR "DuckDB is not in ${WAQAI_DUCKDB_DIR}; remedy: tools/fetch_duckdb.sh (./run does it)")
endif()

if(WAQAI_TESTS)
  find_package(GTest REQUIRED)
  file(GLOB support CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/*.cc)
  add_library(waqai_test_support STATIC ${support})
  target_include_directories(waqai_test_support PUBLIC ${CMAKE_SOURCE_DIR}/tests)
  # The encoder packs bodies of tests; the program only unpacks.
  pkg_check_modules(BROTLIENC REQUIRED IMPORTED_TARGET libbrotlienc)
  target_link_libraries(waqai_test_support PUBLIC waqai_flags GTest::gtest PkgConfig::BROTLIENC)
  # Of DuckDB the header alone: who includes support/fail_statement.h is linked against the library.
  target_include_directories(waqai_test_support SYSTEM PRIVATE ${WAQAI_DUCKDB_DIR})
  if(NOT WAQAI_CCACHE)
    add_library(waqai_precompiled_tests STATIC ${CMAKE_BINARY_DIR}/precompiled.cc)
    set_target_properties(waqai_precompiled_tests PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(waqai_precompiled_tests PRIVATE ${WAQAI_TEST_OPTIMISATION})
    target_link_libraries(waqai_precompiled_tests PRIVATE waqai_flags GTest::gtest)
    target_precompile_headers(waqai_precompiled_tests PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled_tests.h)
  endif()
endif()

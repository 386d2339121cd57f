# SPDX-License-Identifier: Apache-2.0
# cmake -DINPUT=file -DOUTPUT=file.cpp -DNAME_SPACE=a::b -DSYMBOL=s -P embed_file.cmake
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
string(REGEX REPLACE "(('\\\\x[0-9a-f][0-9a-f]',){24})" "\\1\n    " bytes "${bytes}")
file(WRITE "${OUTPUT}" "// Generated from a data file; do not edit.
#include <string_view>
namespace ${NAME_SPACE} {
namespace {
constexpr char bytes[] = {
    ${bytes}'\\0'};
}
std::string_view ${SYMBOL}();
std::string_view ${SYMBOL}() { return {bytes, sizeof(bytes) - 1}; }
}
")

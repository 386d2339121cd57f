# SPDX-License-Identifier: Apache-2.0
# The warnings every target of ours is built with; all are errors.
add_library(kizashi_warnings INTERFACE)
target_compile_options(kizashi_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wcast-align -Wunused -Wnull-dereference -Wdouble-promotion -Wformat=2 -Wimplicit-fallthrough -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(kizashi_warnings INTERFACE -Wduplicated-cond -Wduplicated-branches -Wlogical-op)
  # g++ 12 reports null dereferences and uninitialised reads inside the standard library's own inlined code when it optimises.
  target_compile_options(kizashi_warnings INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict)
endif()

# Fails when a function outside the kernels' own namespaces holds an instruction that only newer processors know: the
# linker could take it for the whole program.
#
#   cmake -D OBJDUMP=<program> -D LIBRARY=<static library> -P check_instructions.cmake

cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${OBJDUMP} --disassemble --demangle --no-show-raw-insn ${LIBRARY}
    COMMAND awk "/^[0-9a-f]+ <.*>:$/ { name = $0 }
        $2 ~ /^v[a-z0-9]+$/ && $2 !~ /^ver/ { found[name ~ /N_AVX2|N_AVX3/]++; if (name !~ /N_AVX2|N_AVX3/ && !(name in seen)) { seen[name] = 1; print name } }
        END { printf \"%d %d\\n\", found[1], found[0] }"
    OUTPUT_VARIABLE output RESULT_VARIABLE status OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${OBJDUMP} cannot read ${LIBRARY}")
endif()
string(REGEX MATCH "([0-9]+) ([0-9]+)$" counts "${output}")
if(CMAKE_MATCH_1 LESS 1000)
    message(FATAL_ERROR "There are no vector kernels in ${LIBRARY}; this looks at nothing")
endif()
if(NOT CMAKE_MATCH_2 EQUAL 0)
    message(FATAL_ERROR "These functions hold AVX instructions outside the kernels:\n${output}")
endif()
message(STATUS "${CMAKE_MATCH_1} AVX instructions, all of them inside the kernels")

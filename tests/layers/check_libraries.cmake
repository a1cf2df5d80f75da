# Fails when an executable, or a library that it loads, needs one of the libraries it has to do without.
#
#   cmake -D EXECUTABLE=<file> -D WITHOUT=<regular expression> -P check_libraries.cmake

cmake_minimum_required(VERSION 3.25)
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${EXECUTABLE}"
    RESOLVED_DEPENDENCIES_VAR loaded UNRESOLVED_DEPENDENCIES_VAR missing)
if(NOT loaded)
    message(FATAL_ERROR "${EXECUTABLE} loads no library at all, which cannot be")
endif()
set(crossing ${loaded} ${missing})
list(FILTER crossing INCLUDE REGEX "${WITHOUT}")
if(crossing)
    list(JOIN crossing "\n  " crossing)
    message(FATAL_ERROR "${EXECUTABLE} must not need\n  ${crossing}")
endif()

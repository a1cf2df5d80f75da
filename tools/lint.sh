# shellcheck shell=bash
# clang-tidy over all, some or the changed files. Sourced by ./dev, whose functions and root folder it uses.
# shellcheck disable=SC2154

# The commit that "changed" is measured from: where this branch left the main one, or ten commits ago.
lint_base() {
    if [[ -n ${DOWNHILL_LINT_BASE-} ]]; then
        printf '%s\n' "$DOWNHILL_LINT_BASE"
        return
    fi
    local head base reference
    head=$(git rev-parse HEAD)
    for reference in origin/HEAD origin/main main; do
        base=$(git merge-base HEAD "$reference" 2>/dev/null) || continue
        if [[ $base != "$head" ]]; then
            printf '%s\n' "$base"
            return
        fi
    done
    git rev-parse -q --verify HEAD~10 || git rev-list --max-parents=0 HEAD | tail -n 1
}

# For each file the source through which clang-tidy sees it: a header is seen through its own source or one that has it.
translation_units() {
    local file source
    for file in "$@"; do
        source=$file
        if [[ $file == *.h ]]; then
            source=${file%.h}.cpp
            if [[ ! -f $source ]]; then
                source=$(git grep -lF "\"${file#*/}\"" -- '*.cpp' | head -n 1) || true
            fi
        fi
        if [[ -n $source ]] && grep -qF "\"$root/$source\"" "build/$preset/compile_commands.json"; then
            printf '%s\n' "$source"
        fi
    done | sort -u
}

# The commands of the build for clang-tidy's own reader: without GCC's precompiled headers, so that it also sees which
# include a file lacks.
write_commands_for_lint() {
    mkdir -p build/lint
    sed -E 's/ -Winvalid-pch//; s/ -include [^ ]*cmake_pch\.hxx//' "build/$preset/compile_commands.json" >build/lint/compile_commands.json
}

# Reads one file with clang-tidy and notes in $DOWNHILL_LINT_NOTES how that ended. Runs in a process of its own.
lint_one() {
    local remaining=$((DOWNHILL_LINT_UNTIL - EPOCHSECONDS)) status=0 words
    if ((remaining <= 0)); then
        echo late >>"$DOWNHILL_LINT_NOTES"
        return
    fi
    words=$(timeout "$remaining" "$DOWNHILL_LINT_TOOL" -p build/lint --quiet --extra-arg=-Wno-unknown-warning-option \
        "$1" 2>/dev/null) || status=$?
    case $status in
        0) echo clean ;;
        124) echo late ;;
        *)
            printf '\n%s\n%s\n' "$1" "$words" >&2
            echo faulty
            ;;
    esac >>"$DOWNHILL_LINT_NOTES"
}

lint_sources() {
    install_missing "${lint_needs[@]}"
    ensure_build_tools
    local files=() units file seconds=${DOWNHILL_LINT_SECONDS:-36000} base clean faulty late
    if [[ ${1-} == --changed ]]; then
        base=${2:-$(lint_base)}
        mapfile -t files < <(git diff --name-only --diff-filter=d "$base" -- '*.cpp' '*.h')
        say "Changed since $(git log -1 --format='%h (%s)' "$base"): ${#files[@]} C++ files"
    elif (($# > 0)); then
        for file in "$@"; do
            files+=("$(realpath --relative-to="$root" "$(cd "$here" && realpath "$file")")")
        done
    else
        mapfile -t files < <(git ls-files '*.cpp')
    fi
    if ((${#files[@]} == 0)); then
        return
    fi
    build "$preset"
    write_commands_for_lint
    mapfile -t units < <(translation_units "${files[@]}")
    if ((${#units[@]} == 0)); then
        say 'None of them is part of the build.'
        return
    fi
    say "clang-tidy reads ${#units[@]} sources, $jobs at a time"
    DOWNHILL_LINT_TOOL=$(command -v clang-tidy-14 || command -v clang-tidy)
    DOWNHILL_LINT_NOTES=$(mktemp)
    DOWNHILL_LINT_UNTIL=$((EPOCHSECONDS + seconds))
    export DOWNHILL_LINT_TOOL DOWNHILL_LINT_NOTES DOWNHILL_LINT_UNTIL
    export -f lint_one
    # shellcheck disable=SC2016  # the inner bash reads its own argument
    printf '%s\0' "${units[@]}" | xargs -0 -n 1 -P "$jobs" bash -c 'lint_one "$1"' lint
    clean=$(grep -c clean "$DOWNHILL_LINT_NOTES") || true
    faulty=$(grep -c faulty "$DOWNHILL_LINT_NOTES") || true
    late=$(grep -c late "$DOWNHILL_LINT_NOTES") || true
    rm -f "$DOWNHILL_LINT_NOTES"
    say "$clean clean, $faulty with findings, $late not read for lack of time"
    ((faulty == 0))
}

# The fuzzers of tests/fuzz, under libFuzzer. Sourced by ./dev, which defines say, fail and build.
# shellcheck shell=bash
# shellcheck disable=SC2154

# fuzz_bytes TARGET prints how long an input may be: what is longer is slower and finds no more.
fuzz_bytes() {
    case $1 in
        fuzz_formula) echo 1100 ;;
        fuzz_markdown) echo 4096 ;;
        *) echo 16384 ;;
    esac
}

# run_fuzzer TARGET SECONDS: whatever it finds is kept, and named with how to see it again.
run_fuzzer() {
    local target=$1 seconds=$2 program=build/fuzz/tests/fuzz/$1 status=0 arguments=() finding
    local corpus=build/fuzz/corpus/$target findings=build/fuzz/findings
    local folders=("$corpus" "build/fuzz/seeds/$target")
    mkdir -p "$corpus" "$findings"
    [[ ! -d tests/fuzz/found/$target ]] || folders+=("tests/fuzz/found/$target")
    [[ ! -f build/fuzz/seeds/$target.dict ]] || arguments+=("-dict=build/fuzz/seeds/$target.dict")
    # An input that takes ten seconds or a quarter of a gigabyte at once is a finding too.
    neutrally nice -n 10 "$program" "${folders[@]}" "${arguments[@]}" -max_len="$(fuzz_bytes "$target")" \
        -max_total_time="$seconds" -timeout=10 -malloc_limit_mb=256 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$findings/$target-" >"build/fuzz/$target.log" 2>&1 || status=$?
    grep -E '^stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' "build/fuzz/$target.log" || true
    grep -oE 'cov: [0-9]+ ft: [0-9]+' "build/fuzz/$target.log" | tail -n 1
    if ((status == 0)); then
        return
    fi
    grep -E 'ERROR|SUMMARY|runtime error|broken promise' "build/fuzz/$target.log" || tail -n 20 "build/fuzz/$target.log"
    finding=$(sed -n 's/.*Test unit written to //p' "build/fuzz/$target.log" | tail -n 1)
    printf '\nTo see it again:        %s %s\n' "$program" "${finding:-FILE}"
    printf 'As a test from now on:  mkdir -p tests/fuzz/found/%s && cp %s tests/fuzz/found/%s/\n' \
        "$target" "${finding:-FILE}" "$target"
    return 1
}

# run_fuzzers [SECONDS] [TARGET…] gives each target so many seconds; a minute, and all of them, unless told otherwise.
run_fuzzers() {
    local seconds=60 target status=0 targets=()
    if [[ ${1-} =~ ^[0-9]+$ ]]; then
        seconds=$1
        shift
    fi
    targets=("$@")
    install_missing "${fuzz_needs[@]}"
    ensure_build_tools
    build fuzz
    if ((${#targets[@]} == 0)); then
        mapfile -t targets < <(find build/fuzz/tests/fuzz -maxdepth 1 -type f -executable -name 'fuzz_*' -printf '%f\n' | sort)
    fi
    for target in "${targets[@]}"; do
        [[ -x build/fuzz/tests/fuzz/$target ]] || fail "There is no fuzzer $target; the sources are tests/fuzz/fuzz_*.cpp."
    done
    build/fuzz/tests/fuzz/write_seeds build/fuzz/seeds || fail 'The seeds could not be made.'
    for target in "${targets[@]}"; do
        say "$target, $seconds seconds"
        run_fuzzer "$target" "$seconds" || status=1
    done
    return "$status"
}

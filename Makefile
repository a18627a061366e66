# The commands of the house; CI runs the same ones. Everything they need is set up on first use.
.PHONY: run test check bench translations map lock pictures clean
PY := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never

run: .venv/run.ready
	$(PY) -m thidua serve-sample

test: .venv/test.ready
	$(PY) scripts/test_all.py

check: .venv/test.ready
	$(PY) scripts/test_all.py --only checks

bench: .venv/test.ready
	$(PY) scripts/bench.py

translations: .venv/test.ready
	$(PY) scripts/translations.py update

map: .venv/test.ready
	$(PY) scripts/write_map.py

lock: .venv/bin/uv
	.venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --extra setup pyproject.toml -o requirements/run.lock
	.venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --extra setup --extra test -c requirements/run.lock pyproject.toml -o requirements/test.lock

.venv/bin/uv:
	python3 -m venv .venv
	.venv/bin/python -m pip install -q --disable-pip-version-check -r requirements/uv.lock --require-hashes

.venv/run.ready: .venv/bin/uv requirements/run.lock package-lock.json pyproject.toml scripts/set_up.py
	$(PY) scripts/set_up.py run
	touch $@

.venv/test.ready: .venv/bin/uv requirements/test.lock package-lock.json pyproject.toml scripts/set_up.py
	$(PY) scripts/set_up.py test
	touch $@ .venv/run.ready

clean:
	rm -rf .venv node_modules src/thidua/assets build var

pictures: .venv/test.ready
	$(PY) scripts/take_pictures.py
